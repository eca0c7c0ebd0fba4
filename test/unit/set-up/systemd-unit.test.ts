import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fileVariables } from '../../../src/config-secret-files.ts'
import { variables } from '../../../src/config-variables.ts'

const ROOT = new URL('../../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8')
const unit = read('deploy/systemd/sharelink.service').split('\n')

it.each([
  'DynamicUser=yes',
  'StateDirectory=sharelink',
  'WorkingDirectory=%S/sharelink',
  'LoadCredential=secret:/etc/sharelink/secrets',
  'PrivateTmp=yes',
  'ProtectSystem=strict',
  'NoNewPrivileges=yes',
  'CapabilityBoundingSet=',
  'KillMode=mixed',
  'RestartPreventExitStatus=78',
])('A9: the unit says %s', (line) => {
  expect(unit).toContain(line)
})

it('and starts files that are there', () => {
  const [command = ''] = unit.filter((line) => line.startsWith('ExecStart='))
  const names = [...command.matchAll(/\/opt\/sharelink\/(\S+)/g)].map(([, name]) => name ?? '')
  expect(names).toHaveLength(2)
  expect(names.filter((name) => !existsSync(new URL(name, ROOT)))).toEqual([])
})

it('and its settings are known, each secret from a file that only the unit can read', () => {
  const lines = read('deploy/systemd/settings.env').split('\n')
  const settings = lines.filter((line) => /^\w/.test(line)).map((line) => line.split('='))
  const names = Object.keys(variables)
  const secrets = fileVariables(names)
  expect(settings.filter(([name = '']) => ![...names, ...secrets].includes(name))).toEqual([])
  const paths = settings.filter(([name = '']) => secrets.includes(name)).map(([, path]) => path)
  expect(paths.length).toBeGreaterThan(2)
  expect(
    paths.filter((path) => !/^\/run\/credentials\/sharelink\.service\/secret_[a-z-]+$/.test(path ?? '')),
  ).toEqual([])
})
