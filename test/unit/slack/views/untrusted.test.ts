import { expect, it } from 'vitest'
import { parseMrkdwn } from '../../../../sandbox/slack/render/parse-mrkdwn.ts'
import { unformatted } from '../../../../src/slack/views/untrusted.ts'

it.each([
  ['*bold*', '＊bold*'],
  ['_it_.docx', '＿it_.docx'],
  ['Q3_report_final.docx', 'Q3_report_final.docx'],
  ['2*3*4', '2*3*4'],
  ['~old~', '～old~'],
  ['`code` ```pre```', '｀code｀ ｀｀｀pre｀｀｀'],
  [':skull: 10:30:00', '：skull: 10:30:00'],
  ['https://evil.example', 'https：//evil.example'],
  ['>quoted', '＞quoted'],
  ['>>> quoted', '＞＞＞ quoted'],
  ['a > b & c', 'a &gt; b &amp; c'],
  ['<!channel>', '&lt;!channel&gt;'],
  ['(*bold*) -_it_- "~old~"', '(＊bold*) -＿it_- "～old~"'],
])('%j says the same without formatting: %j', (text, said) => {
  expect(unformatted(text)).toBe(said)
  expect(parseMrkdwn(said).map(({ type }) => type)).toEqual(['text'])
})
