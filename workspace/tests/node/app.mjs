// A bolt app for Node that uses each thing an app can use once; the same as helper_app.py.
import bolt from '@slack/bolt';

const { App } = bolt;
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const plain = (text) => ({ type: 'plain_text', text });

const button = {
  type: 'actions',
  block_id: 'row',
  elements: [{ type: 'button', action_id: 'ask', value: '7', text: plain('Tell me') }],
};
const choice = {
  type: 'input',
  block_id: 'pick',
  label: plain('Which one?'),
  element: {
    type: 'radio_buttons',
    action_id: 'which',
    options: [
      { text: plain('Left'), value: 'l' },
      { text: plain('Right'), value: 'r' },
    ],
  },
};
const modal = {
  type: 'modal',
  callback_id: 'form',
  title: plain('A form'),
  submit: plain('Send'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    {
      type: 'input',
      block_id: 'file',
      optional: true,
      label: plain('File'),
      element: { type: 'file_input', action_id: 'files', max_files: 1 },
    },
  ],
};

app.message('hello', async ({ message, say }) => {
  await say({ text: `Hello <@${message.user}>`, blocks: [section('Hello'), choice, button] });
});

app.action('ask', async ({ ack, body, client, respond }) => {
  const chosen = body.state.values.pick.which.selected_option;
  if (chosen === null) {
    await respond({
      text: 'Pick one first.',
      response_type: 'ephemeral',
      replace_original: false,
    });
  } else {
    const view = { ...modal, private_metadata: chosen.value };
    await client.views.open({ trigger_id: body.trigger_id, view });
  }
  await ack();
});

app.view('form', async ({ ack, body, client }) => {
  const { values } = body.view.state;
  const name = values.name.text.value;
  if (name === 'nobody') {
    await ack({ response_action: 'errors', errors: { name: 'Somebody, please.' } });
    return;
  }
  const got = values.file.files.files.map((file) => file.name).join(', ') || 'no file';
  const text = `${name} chose ${body.view.private_metadata}: ${got}`;
  await client.chat.postMessage({ channel: body.user.id, text });
  await ack();
});

app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body, client }) => {
  await client.chat.postMessage({ channel: body.user.id, text: 'Closed.' });
  await ack();
});

app.command('/helper', async ({ ack, command }) => {
  await ack(`You said ${command.text}.`);
});

app.event('app_home_opened', async ({ event, client }) => {
  const view = { type: 'home', blocks: [section(`At home, ${event.user}`)] };
  await client.views.publish({ user_id: event.user, view });
});

// The app ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
await app.start();
