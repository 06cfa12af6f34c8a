"""Fitting a judge to graded replies, with every question judged by a fit that has not seen it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import LogisticRegression

from grading.calibration import Platt
from grading.features import Comparison, comparison, features
from grading.judge import Weights, context_of
from grading.phrases import Phrasebook, phrase_features, phrases
from grading.similarity import Floats, WordWeights, ready
from grading.words import words
from lab.grading.answers import GradedQuestion
from lab.grading.calibration import Bools, fit_platt
from lab.grading.learners import Recipe, boosted, network
from lab.grading.related import FEATURES, Related, gather, terms
from lab.grading.telling import word_weights

SET_STRENGTH = 1000
"""Replies' worth by which the scaling of one set is drawn to that of all: its questions are few."""

NOTHING_KNOWN = (0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0)
"""What related replies tell, in the order of `FEATURES`, where there are none."""

Progress = Callable[[float], None]

FOLDS = 8
"""Folds of questions, in which each is judged by the fit to the others."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question with all its texts compared, and what each reply says, as phrases and as terms."""

    source: GradedQuestion
    compared: Comparison
    said: tuple[frozenset[str], ...]
    asked: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]

    @property
    def correct(self) -> Bools:
        """Which replies people called right."""
        return np.array(self.source.correct, dtype=bool)


@dataclass(frozen=True, slots=True)
class Episode:
    """A question as if some of its replies were graded and some others asked about."""

    graded: tuple[int, ...]
    asked: tuple[int, ...]
    found: dict[str, Floats]
    given: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights, their scaling by set, and the cross-fitted probabilities behind both.

    `unseen` holds, by question, the probabilities of its asked replies from a fit to the
    questions of other folds, not yet scaled; `folds` the fold of each question; `related`, by set,
    the graded replies that judging a question of the field looks at, empty without a field.
    """

    weights: Weights
    by_set: dict[str, Platt]
    related: dict[str, Related] = field(repr=False)
    unseen: tuple[Floats, ...] = field(repr=False)
    folds: tuple[int, ...] = field(repr=False)


def prepare(questions: Sequence[GradedQuestion], weights: WordWeights) -> list[Prepared]:
    """Compare all texts of each question; a reply is compared, never graded, by the others."""
    prepared = []
    for question in questions:
        asked = words(question.question, question.language)
        references = [words(text, question.language) for text in question.references]
        replies = [words(text, question.language) for text in question.replies]
        context = context_of(asked, references, weights.for_language(question.language))
        said = tuple(phrases(reply, references, context.asked, question.set) for reply in replies)
        compared = comparison(
            asked,
            [ready(text, context) for text in references],
            [ready(text, context) for text in replies],
        )
        whole = [term for text in (asked, *references) for term in terms(text, asked)]
        prepared.append(
            Prepared(
                question, compared, said, tuple(whole), tuple(terms(r, asked) for r in replies)
            )
        )
    return prepared


def given_episode(prepared: Prepared, exemplars: int) -> Episode:
    """Return the question as the form has it: its first exemplars graded, its answers asked."""
    graded = range(min(exemplars, prepared.source.exemplars))
    asked = range(prepared.source.exemplars, len(prepared.source.replies))
    return _episode(prepared, graded, asked, given=True)


def judge_given(fitted: Fitted, prepared: Prepared, exemplars: int, platt: Platt) -> Floats:
    """Return the probabilities of a question's answers, given its first exemplars.

    `platt` stands in for the weights' own scaling.
    """
    weights = fitted.weights
    episode = given_episode(prepared, exemplars)
    found = episode.found
    if weights.phrasebook is not None:
        told = np.array([weights.phrasebook.tell(said) for said in prepared.said])
        labels = [prepared.source.correct[i] for i in episode.graded]
        found = found | phrase_features(told, episode.graded, labels, episode.asked)
        related = fitted.related.get(prepared.source.set)
        found = found | _of_related(_told_by(related, prepared), episode.asked)
    return replace(weights, platt=platt).probabilities(found)


def _told_by(related: Related | None, prepared: Prepared, among: Bools | None = None) -> Floats:
    """Return what related replies tell of each reply: nothing where the field is unknown."""
    if related is None:
        return np.tile(NOTHING_KNOWN, (len(prepared.terms), 1))
    return related.tell(prepared.asked, prepared.terms, among)


def _of_related(told: Floats, asked: Sequence[int]) -> dict[str, Floats]:
    rows = told[np.asarray(asked, dtype=int)]
    return {f"kin.{name}": rows[:, place] for place, name in enumerate(FEATURES)}


def fit(
    questions: Sequence[GradedQuestion], recipe: Recipe, progress: Progress = lambda _: None
) -> Fitted:
    """Fit a judge to questions, and judge each of them by a fit that has not seen it."""
    tells = word_weights(questions)
    prepared = prepare(questions, tells)
    progress(0.15)
    episodes = _episodes(prepared, recipe)
    folds = folds_of(prepared, recipe.seed)
    shelf = _Shelf(prepared, folds, recipe)
    progress(0.3)
    unseen: list[Floats] = [np.zeros(0)] * len(prepared)
    for fold in range(FOLDS):
        own = [i for i, f in enumerate(folds) if f != fold]
        judge = _fit_judge(own, prepared, episodes, shelf, fold, recipe)
        for i in (i for i, f in enumerate(folds) if f == fold):
            first = episodes[i][0]
            unseen[i] = judge.probabilities(shelf.complete(first, i, {fold}))
        progress(0.3 + 0.6 * (fold + 1) / FOLDS)
    everything = _fit_judge(range(len(prepared)), prepared, episodes, shelf, None, recipe)
    labels = [p.correct[list(e[0].asked)] for p, e in zip(prepared, episodes, strict=True)]
    platt, by_set = scale(unseen, labels, [q.set for q in questions])
    weights = replace(
        everything,
        words=tells,
        phrasebook=shelf.book(frozenset()) if recipe.with_field else None,
        platt=platt,
    )
    progress(1.0)
    return Fitted(weights, by_set, shelf.related, tuple(unseen), tuple(folds))


def scale(
    probabilities: Sequence[Floats], labels: Sequence[Bools], sets: Sequence[str]
) -> tuple[Platt, dict[str, Platt]]:
    """Fit a scaling to all questions, and one to each set, drawn to the common one."""
    common = fit_platt(np.concatenate(probabilities), np.concatenate(labels), Platt(), 50)
    by_set = {}
    for name in sorted(set(sets)):
        own = [i for i, s in enumerate(sets) if s == name]
        by_set[name] = fit_platt(
            np.concatenate([probabilities[i] for i in own]),
            np.concatenate([labels[i] for i in own]),
            common,
            strength=SET_STRENGTH,
        )
    return common, by_set


def _episode(
    prepared: Prepared, graded: Sequence[int], asked: Sequence[int], *, given: bool = False
) -> Episode:
    labels = [prepared.source.correct[i] for i in graded]
    found = features(prepared.compared, graded, labels, asked)
    return Episode(tuple(graded), tuple(asked), found, given)


def _episodes(prepared: Sequence[Prepared], recipe: Recipe) -> list[list[Episode]]:
    """Return each question's episodes, the given one first."""
    rng = np.random.default_rng(recipe.seed)
    made = []
    for question in prepared:
        own = [given_episode(question, recipe.exemplars[0])]
        for size in recipe.exemplars:
            if size != recipe.exemplars[0]:
                own.append(given_episode(question, size))
            own += [_drawn(question, size, recipe.replies, rng) for _ in range(recipe.draws)]
        made.append(own)
    return made


def _drawn(prepared: Prepared, exemplars: int, replies: int, rng: np.random.Generator) -> Episode:
    """Draw exemplars, of both outcomes where there are such, and other replies to ask about."""
    order = [int(i) for i in rng.permutation(len(prepared.source.replies))]
    firsts = [
        next((i for i in order if bool(prepared.correct[i]) is k), None) for k in (True, False)
    ]
    ahead = [i for i in firsts if i is not None]
    order = ahead + [i for i in order if i not in ahead]
    size = min(exemplars, max(0, len(order) - 5))
    asked = [int(i) for i in rng.permutation(order[size:])][:replies]
    return _episode(prepared, order[:size], asked)


def folds_of(prepared: Sequence[Prepared], seed: int) -> list[int]:
    """Deal the questions of each set into folds."""
    rng = np.random.default_rng(seed)
    folds = [0] * len(prepared)
    for name in sorted({p.source.set for p in prepared}):
        own = rng.permutation([i for i, p in enumerate(prepared) if p.source.set == name])
        for place, i in enumerate(own):
            folds[int(i)] = place % FOLDS
    return folds


class _Shelf:
    """What a field's other questions tell without those of some folds: phrases, related replies."""

    def __init__(self, prepared: Sequence[Prepared], folds: Sequence[int], recipe: Recipe) -> None:
        self._prepared = prepared
        self.folds = folds
        self._recipe = recipe
        counts = Counter(phrase for p in prepared for said in p.said for phrase in said)
        kept = sorted(phrase for phrase, n in counts.items() if n >= recipe.fewest)
        self._places = {phrase: place for place, phrase in enumerate(kept)}
        self._rows = [self._matrix(p) for p in prepared] if recipe.with_field else []
        self._learnt: dict[frozenset[int], tuple[Floats, float]] = {}
        self._told: dict[tuple[int, frozenset[int]], Floats] = {}
        self._members = {
            name: [i for i, p in enumerate(prepared) if p.source.set == name]
            for name in sorted({p.source.set for p in prepared})
        }
        self.related = (
            {name: _gathered([prepared[i] for i in own]) for name, own in self._members.items()}
            if recipe.with_field
            else {}
        )

    def complete(self, episode: Episode, i: int, without: Iterable[int]) -> dict[str, Floats]:
        """Return an episode's features, with what the field tells without these folds."""
        if not self._recipe.with_field:
            return episode.found
        left_out = frozenset(without)
        weights, bias = self._learn(left_out)
        told = np.asarray(self._rows[i] @ weights + bias)
        labels = self._prepared[i].correct[list(episode.graded)]
        found = episode.found | phrase_features(told, episode.graded, list(labels), episode.asked)
        return found | _of_related(self._by_related(i, left_out), episode.asked)

    def _by_related(self, i: int, without: frozenset[int]) -> Floats:
        if (i, without) not in self._told:
            name = self._prepared[i].source.set
            among = np.array([self.folds[j] not in without for j in self._members[name]])
            self._told[i, without] = _told_by(self.related[name], self._prepared[i], among)
        return self._told[i, without]

    def book(self, without: frozenset[int]) -> Phrasebook:
        """Return a phrasebook that left some folds out."""
        weights, bias = self._learn(without)
        told = {phrase: round(float(weights[i]), 4) for phrase, i in self._places.items()}
        return Phrasebook(bias, {phrase: weight for phrase, weight in told.items() if weight})

    def _learn(self, without: frozenset[int]) -> tuple[Floats, float]:
        if without not in self._learnt:
            own = [i for i, fold in enumerate(self.folds) if fold not in without]
            labels = np.concatenate([self._prepared[i].correct for i in own])
            model = LogisticRegression(C=self._recipe.phrase_strength, max_iter=200)
            model.fit(vstack([self._rows[i] for i in own]).tocsr(), labels)
            self._learnt[without] = (model.coef_[0], float(model.intercept_[0]))
        return self._learnt[without]

    def _matrix(self, prepared: Prepared) -> csr_array:
        columns = [
            [self._places[phrase] for phrase in said if phrase in self._places]
            for said in prepared.said
        ]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.array([place for row in columns for place in row], dtype=np.int32)
        shape = (len(columns), len(self._places))
        return csr_array((np.ones(len(flat)), flat, ends), shape=shape)


def _gathered(prepared: Sequence[Prepared]) -> Related:
    return gather(
        [p.asked for p in prepared],
        [p.terms for p in prepared],
        [p.source.correct for p in prepared],
    )


def _fit_judge(
    own: Iterable[int],
    prepared: Sequence[Prepared],
    episodes: Sequence[Sequence[Episode]],
    shelf: _Shelf,
    fold: int | None,
    recipe: Recipe,
) -> Weights:
    """Fit networks and trees to the episodes of some questions, none of them in `fold`."""
    rows, labels = [], []
    names: tuple[str, ...] = ()
    for i in own:
        without = {shelf.folds[i]} | ({fold} if fold is not None else set())
        for episode in episodes[i]:
            found = shelf.complete(episode, i, without)
            names = names or tuple(found)
            most = 2 * recipe.replies if episode.given else len(episode.asked)
            rows.append(np.stack([found[name][:most] for name in names], axis=1))
            labels.append(prepared[i].correct[list(episode.asked[:most])])
    table, right = np.concatenate(rows), np.concatenate(labels)
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread < 1e-6] = 1.0
    table = np.clip((table - mean) / spread, -4, 4)
    networks = tuple(network(table, right, recipe, recipe.seed + n) for n in range(recipe.networks))
    trees = boosted(table, right, recipe)
    digest = hashlib.blake2b(table[:1000].tobytes() + str(recipe).encode(), digest_size=4)
    return Weights(digest.hexdigest(), names, mean, spread, networks, trees)
