import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { setSocketStage } from '../support/socket-stage.ts'

const ROOT = new URL('../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8')

interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[]
}
interface Dashboard {
  panels: { title: string; targets?: { expr: string }[] }[]
}
const rules = (parse(read('deploy/prometheus/alerts.yml')) as Rules).groups.flatMap((group) => group.rules)
const { panels } = JSON.parse(read('deploy/grafana/sharelink.json')) as Dashboard
const asked = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
]

const namesIn = (expr: string): string[] => expr.match(/\b(?:sharelink|process|nodejs)_\w+/g) ?? []
/** As `queue="end"`; what is only known to be one of several (`reason=…`) appears with its first event. */
const queuesIn = (expr: string): string[] => expr.match(/\b(?:queue|state)="\w+"/g) ?? []

test('a running app has every metric that alerts and the dashboard name, and they miss none of ours', async () => {
  const { bot } = await setSocketStage({
    PUBLIC_URL: 'https://links.example.com',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
  const text = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text()
  const there = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name ?? '')
  expect(asked.length).toBeGreaterThan(40)
  const missing = asked.filter(([, expr]) => namesIn(expr).some((name) => !there.includes(name)))
  expect(missing).toEqual([])
  expect(asked.filter(([, expr]) => queuesIn(expr).some((label) => !text.includes(label)))).toEqual([])
  const named = asked.flatMap(([, expr]) => namesIn(expr))
  expect(there.filter((name) => name.startsWith('sharelink_') && !named.includes(name))).toEqual([])
})

test('docs/alerts.md says of each alert what it means, and of no other', () => {
  const headings = [...read('docs/alerts.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
  expect(headings).toEqual(rules.map(({ alert }) => alert))
})
