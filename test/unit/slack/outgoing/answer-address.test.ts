import { expect, it } from 'vitest'
import { mayAnswerAt } from '../../../../src/slack/outgoing/answer-address.ts'

const SLACK = 'https://slack.com/api/'
const STAND_IN = 'http://127.0.0.1:8091/api/'

it.each([
  ['https://hooks.slack.com/commands/T1/2/abc', SLACK],
  ['https://hooks.slack.com/actions/T1/2/abc', 'https://slack.proxy.example/api/'],
  ['https://hooks.slack-gov.com/commands/T1/2/abc', 'https://slack-gov.com/api/'],
  ['http://127.0.0.1:8091/commands/T1/2/abc', STAND_IN],
  ['http://127.0.0.1:9000/commands/T1/2/abc', STAND_IN],
  ['https://127.0.0.1:9000/commands/T1/2/abc', STAND_IN],
  ['https://slack.proxy.example/commands/T1/2/abc', 'https://slack.proxy.example/api/'],
])('an answer may go to %s (%s)', (address, apiUrl) => {
  expect(mayAnswerAt(address, apiUrl)).toBe(true)
})

it.each([
  ['http://hooks.slack.com/commands/T1/2/abc', SLACK],
  ['https://hooks.slack.com:8443/commands/T1/2/abc', SLACK],
  ['https://hooks.slack.com.evil.example/commands/T1/2/abc', SLACK],
  ['https://hooks.slack.com@evil.example/commands/T1/2/abc', SLACK],
  ['https://evil.example/https://hooks.slack.com/', SLACK],
  ['https://evil.slack.com/commands/T1/2/abc', SLACK],
  ['https://evil.example/', SLACK],
  ['http://127.0.0.1/', SLACK],
  ['http://localhost:8091/commands/T1/2/abc', STAND_IN],
  ['http://127.0.0.2:8091/commands/T1/2/abc', STAND_IN],
  ['http://slack.proxy.example/commands/T1/2/abc', 'https://slack.proxy.example/api/'],
  ['ftp://127.0.0.1/', STAND_IN],
  ['file:///etc/passwd', STAND_IN],
  ['data:,x', STAND_IN],
  ['//hooks.slack.com/commands', SLACK],
  ['', SLACK],
])('and not to %s (%s)', (address, apiUrl) => {
  expect(mayAnswerAt(address, apiUrl)).toBe(false)
})
