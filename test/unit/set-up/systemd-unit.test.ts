import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = new URL('../../../', import.meta.url)
const unit = /```ini\n([\s\S]*?)```/.exec(readFileSync(new URL('docs/operate.md', ROOT), 'utf8'))?.[1] ?? ''

it.each([
  'Environment=NODE_ENV=production',
  'DynamicUser=yes',
  'StateDirectory=sharelink',
  'WorkingDirectory=%S/sharelink',
  'PrivateTmp=yes',
  'ProtectSystem=strict',
  'NoNewPrivileges=yes',
  'KillMode=mixed',
])('A9: the unit of docs/operate.md says %s', (line) => {
  expect(unit.split('\n')).toContain(line)
})

it('and starts files that are there', () => {
  const names = [...unit.matchAll(/\/opt\/sharelink\/(\S+)/g)].map(([, name]) => name ?? '')
  expect(names).toHaveLength(2)
  expect(names.filter((name) => !existsSync(new URL(name, ROOT)))).toEqual([])
})
