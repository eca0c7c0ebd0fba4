// A bare Bolt app that answers in its ack: the floor for what a Slack app of this framework can do. A program of its own, so that
// its CPU is counted by itself.
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'

const [signingSecret = ''] = process.argv.slice(2)
const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR })
const app = new App({
  receiver,
  authorize: async () => ({}),
  logLevel: LogLevel.ERROR,
  convoStore: false,
  ignoreSelf: false,
})
app.command('/sharelink', async ({ ack }) => ack({ response_type: 'ephemeral', text: 'Hello.' }))
const server = await app.start({ port: 0, host: '127.0.0.1' })

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuS: (user + system) / 1e6 })
})
process.once('disconnect', () => process.exit(0))
process.send?.({ port: (server.address() as AddressInfo).port })
