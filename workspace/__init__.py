"""A local Slack to try and test against: Web API, Socket Mode and a page in the browser.

It imports nothing of Holdfast, and any bolt app can use it. On its own:

    python -m workspace --port 8090 --config company.yaml

then give the app `http://127.0.0.1:8090/api/` as Slack's address (`SLACK_API_URL`, or the
client's `base_url`) and open http://127.0.0.1:8090 in a browser. In a test:

    with Workspace.running(load(Path("company.yaml"))) as workspace:
        slack = Handle(workspace.url)

Where to look: `server` runs it, `routes` lists its addresses, `world` is one workspace at run
time and `state` what it holds. `webapi/` and `socket_mode` face apps, `client/` and `stream` the
page, `delivery` goes out to apps, `interact` and `handing_in` are what people do. `blocks/` is
what Slack refuses; `faults` is what can go wrong on order; `handle` is for tests.
"""
