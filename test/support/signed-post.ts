import { createHmac } from 'node:crypto'

export const FORM = 'application/x-www-form-urlencoded'

/** Headers of a request that Slack signed: `v0=HMAC-SHA256(secret, "v0:" + seconds + ":" + body)`. */
export const signatureOf = (secret: string, body: string, seconds = Math.floor(Date.now() / 1_000)) => ({
  'x-slack-request-timestamp': String(seconds),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
})

/** Sends the bot what only somebody who knows the signing secret can, whatever is in it. */
export const signedPost = (bot: { port: number }, secret: string, body: string, type = FORM) =>
  fetch(`http://127.0.0.1:${bot.port}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': type, ...signatureOf(secret, body) },
    body,
  })
