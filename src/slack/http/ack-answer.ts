import type { ServerResponse } from 'node:http'

/** What long answers are as JSON, for those that are given again and again. */
const written = new WeakMap<object, string>()

const jsonOf = (answer: object): string => {
  const known = written.get(answer)
  if (known !== undefined) return known
  const json = JSON.stringify(answer)
  if (Object.isFrozen(answer)) written.set(answer, json)
  return json
}

export const answerNothing = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { 'content-length': 0 }).end()
}

/** Node writes head and body in one piece where the body is a text and its length is said. */
const send = (response: ServerResponse, type: string, body: string): void => {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

/**
 * Answers a request of Slack with what was acked: nothing, a text, or JSON. One that is frozen is written once, however often it is given.
 */
export const answerAck = (response: ServerResponse, answer: unknown): void => {
  if (answer === undefined || answer === null || answer === '') answerNothing(response, 200)
  else if (typeof answer === 'object') send(response, 'application/json', jsonOf(answer))
  else send(response, 'text/plain; charset=utf-8', String(answer))
}
