import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRules } from '../../../sandbox/portal/browser.ts'
import { FILES } from '../../../sandbox/portal/seed-ids.ts'
import { portalForTest } from './portal-under-test.ts'

test.each([
  [
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Slackbot-LinkExpanding 1',
    'Other  Spider Desktop',
  ],
  ['facebookexternalhit/1.1;line-poker/1.0', 'FacebookBot 1', 'Other  Spider Desktop'],
  ['Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5', 'Other', 'Windows 7'],
  ['curl/8.5.0', 'curl 8', 'Other'],
  ['one', 'Other', 'Other'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Mobile Safari 18',
    'iOS 18 Apple iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0',
    'Firefox 141',
    'Windows 10',
  ],
])('the trail names %s as uap-core does', async (agent, browser, platform) => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.report)
  await fetch(portal.directLink(FILES.report, link.id), { headers: { 'user-agent': agent } })
  expect(portal.events().at(-1)).toMatchObject({ browser, platform })
})

test('uap-core’s file is read as YAML is', () => {
  const path = createRequire(import.meta.url).resolve('uap-core/regexes.yaml')
  const yaml = readFileSync(path, 'utf8')
  expect(readRules(yaml)).toEqual(parse(yaml))
})
