import type { ServerResponse } from 'node:http'

/** What long answers are as JSON, for those that are given again and again. */
const written = new WeakMap<object, Buffer>()

const jsonOf = (answer: object): Buffer => {
  const known = written.get(answer)
  if (known !== undefined) return known
  const json = Buffer.from(JSON.stringify(answer))
  if (Object.isFrozen(answer)) written.set(answer, json)
  return json
}

export const answerNothing = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-length': 0 }).end()
}

const send = (response: ServerResponse, type: string, body: Buffer): void => {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body)
}

/**
 * Answers a request of Slack with what was acked: nothing, a text, or JSON. Its length is said, so that it goes out in one
 * piece. One that is frozen is written once, however often it is given.
 */
export const answerAck = (response: ServerResponse, answer: unknown): void => {
  if (answer === undefined || answer === null || answer === '') answerNothing(response, 200)
  else if (typeof answer === 'object') send(response, 'application/json', jsonOf(answer))
  else send(response, 'text/plain; charset=utf-8', Buffer.from(String(answer)))
}
