import { parseArgs } from 'node:util'
import { startSlack } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8091' },
    host: { type: 'string', default: '127.0.0.1' },
    bot: { type: 'string', default: 'http://127.0.0.1:3000' },
    strict: { type: 'boolean', default: false },
    socket: { type: 'boolean', default: false },
  },
})

const slack = await startSlack({
  port: Number(values.port),
  host: values.host,
  strictRate: values.strict,
  ...(values.socket ? { socketMode: {} } : {}),
})
slack.connect(values.bot)

const stop = (): void => {
  void slack.close()
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

const post = (what: string, body: object): string =>
  `curl -s ${slack.url}/__control/${what} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`

console.log(`Slack stand-in at ${slack.url}, sending to ${values.socket ? 'sockets' : values.bot}. The bot needs:

SLACK_API_URL=${slack.apiUrl}
SLACK_BOT_TOKEN=${slack.botToken}
${values.socket ? `SLACK_APP_TOKEN=${slack.sockets.appToken}` : `SLACK_SIGNING_SECRET=${slack.signingSecret}`}

Try:
${post('command', { user: 'alice', channel: '#general', text: '/sharelink help' })}
${post('click', { user: 'alice', channel: '#general', action: 'Revoke' })}
${post('home', { user: 'alice' })}
curl -s '${slack.url}/__control/history?channel=general&user=alice'
curl -s '${slack.url}/__control/ephemerals?user=alice'
curl -s ${slack.url}/__control        (all that can be read and done)`)
