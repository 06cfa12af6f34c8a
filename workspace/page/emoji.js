/** Emoji by Slack's short codes: the common ones; any other name stays as `:name:`. */

const TABLE = `
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ warning ⚠️ exclamation ❗ question ❓
grey_question ❔ bangbang ‼️ no_entry ⛔ no_entry_sign 🚫 rotating_light 🚨 stop_sign 🛑 construction 🚧
information_source ℹ️ bulb 💡 memo 📝 pencil 📝 pencil2 ✏️ lock 🔒 unlock 🔓 key 🔑 bell 🔔 no_bell 🔕
mega 📣 loudspeaker 📢 speech_balloon 💬 thought_balloon 💭 calendar 📆 date 📅 spiral_calendar_pad 🗓️
clock1 🕐 clock9 🕘 alarm_clock ⏰ hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ timer_clock ⏲️
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rolling_on_the_floor_laughing 🤣 wink 😉 blush 😊
slightly_smiling_face 🙂 upside_down_face 🙃 relaxed ☺️ heart_eyes 😍 kissing_heart 😘 yum 😋 sunglasses 😎
nerd_face 🤓 thinking_face 🤔 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 unamused 😒
face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷 confused 😕
worried 😟 slightly_frowning_face 🙁 open_mouth 😮 astonished 😲 flushed 😳 disappointed 😞 cry 😢 sob 😭
scream 😱 sweat 😓 sweat_smile 😅 tired_face 😫 triumph 😤 angry 😠 rage 😡 exploding_head 🤯 partying_face 🥳
hugging_face 🤗 shrug 🤷 facepalm 🤦 saluting_face 🫡 melting_face 🫠 innocent 😇 robot_face 🤖 ghost 👻
wave 👋 raised_hand ✋ ok_hand 👌 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 clap 👏 raised_hands 🙌 pray 🙏
muscle 💪 point_up ☝️ point_down 👇 point_left 👈 point_right 👉 handshake 🤝 v ✌️ crossed_fingers 🤞 fist ✊
writing_hand ✍️ eyes 👀 brain 🧠 ear 👂 speaking_head_in_silhouette 🗣️ bust_in_silhouette 👤
busts_in_silhouette 👥 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜
black_heart 🖤 white_heart 🤍 broken_heart 💔 sparkling_heart 💖 fire 🔥 sparkles ✨ star ⭐ star2 🌟 dizzy 💫
boom 💥 zap ⚡ tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 first_place_medal 🥇 medal 🏅 dart 🎯
rocket 🚀 airplane ✈️ car 🚗 bike 🚲 ship 🚢 house 🏠 office 🏢 hospital 🏥 school 🏫 factory 🏭
sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ umbrella ☔ rainbow 🌈 ocean 🌊 sunrise 🌅
crescent_moon 🌙 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 seedling 🌱
evergreen_tree 🌲 herb 🌿 four_leaf_clover 🍀 sunflower 🌻 mountain ⛰️ coffee ☕ tea 🍵 beer 🍺 pizza 🍕 cake 🍰
birthday 🎂 cookie 🍪 apple 🍎 dog 🐶 cat 🐱 bug 🐛 bee 🐝 turtle 🐢 snail 🐌 unicorn_face 🦄 owl 🦉
books 📚 book 📖 bookmark 🔖 newspaper 📰 page_facing_up 📄 clipboard 📋 paperclip 📎 pushpin 📌
round_pushpin 📍 file_folder 📁 open_file_folder 📂 card_index 📇 wastebasket 🗑️ email 📧 envelope ✉️ inbox_tray 📥
outbox_tray 📤 package 📦 computer 💻 desktop_computer 🖥️ keyboard ⌨️ printer 🖨️ telephone ☎️ iphone 📱 battery 🔋
electric_plug 🔌 wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ gear ⚙️ nut_and_bolt 🔩 toolbox 🧰 magnet 🧲
test_tube 🧪 microscope 🔬 telescope 🔭 satellite_antenna 📡 chart_with_upwards_trend 📈
chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰 credit_card 💳 scales ⚖️ shield 🛡️ compass 🧭 world_map 🗺️
link 🔗 mag 🔍 mag_right 🔎 hash #️⃣ zero 0️⃣ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣
nine 9️⃣ keycap_ten 🔟 100 💯 new 🆕 ok 🆗 sos 🆘 red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡
large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫
large_red_square 🟥 large_green_square 🟩 arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️
arrow_upper_right ↗️ arrow_lower_right ↘️ leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrows_counterclockwise 🔄
repeat 🔁 fast_forward ⏩ rewind ⏪ double_vertical_bar ⏸️ arrow_forward ▶️ heavy_plus_sign ➕ heavy_minus_sign ➖
recycle ♻️ checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ palm_tree 🌴 beach_with_umbrella 🏖️
face_with_thermometer 🤒 house_with_garden 🏡 bus 🚌 train 🚆 art 🎨 musical_note 🎵 headphones 🎧 camera 📷
movie_camera 🎥 video_game 🎮 jigsaw 🧩 crystal_ball 🔮 lotus_position 🧘 technologist 🧑‍💻 fire_engine 🚒 ambulance 🚑
`;

const WORDS = TABLE.trim().split(/\s+/);

/** @type {Map<string, string>} */
const EMOJI = new Map(
  WORDS.flatMap((word, index) => (index % 2 === 0 ? [[word, WORDS[index + 1]]] : [])),
);

const TONES = new Map(
  [2, 3, 4, 5, 6].map((tone) => [`skin-tone-${tone}`, String.fromCodePoint(0x1f3fb + tone - 2)]),
);

/** Matches one short code, with its skin tone where it has one. */
export const SHORT_CODE = /:([a-z0-9_+'-]+)(?:::(skin-tone-[2-6]))?:/y;

/** The character, or null for a name that is not in the table. */
export function emojiFor(name, tone) {
  const character = EMOJI.get(name);
  if (!character) return null;
  return tone && TONES.has(tone) ? character.replace("\ufe0f", "") + TONES.get(tone) : character;
}

/** Plain text with its short codes turned into emoji; unknown ones stay. */
export function withEmoji(text) {
  return text.replace(
    new RegExp(SHORT_CODE.source, "g"),
    (whole, name, tone) => emojiFor(name, tone) ?? whole,
  );
}
