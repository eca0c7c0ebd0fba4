import { type Finding, findingsOf } from './finding.ts'

/** A variable that is wrong, as the start would name it. */
interface SettingFault {
  variable: string
  found: string
  expected: string
}

/** What was read of the settings. */
export interface SettingsRead {
  faults: readonly SettingFault[]
  /** Set, and used by no version, or by later ones. */
  unused: readonly string[]
  /** Addresses that keys are sent to by plain http. */
  plainHttp: readonly string[]
  hasPrivateRedis: boolean
  role: string
}

const { pass, warn, fail } = findingsOf('settings')

/** What the start itself would refuse or log of the settings. */
export const settingsFindings = (read: SettingsRead): Finding[] => [
  ...read.faults.map(({ variable, found, expected }) =>
    fail(`${variable}: found ${found}.`, `Expected: ${expected} (docs/settings.md).`),
  ),
  ...(read.faults.length === 0 ? [pass('All settings can be read.')] : []),
  ...read.unused.map((variable) =>
    warn(`${variable} is set, but this version doesn't use it.`, 'Check its name, or take it out.'),
  ),
  ...read.plainHttp.map((variable) =>
    warn(
      `${variable} is plain http: who is on the way can read keys and links.`,
      'Use https, unless that is a network of your own.',
    ),
  ),
  ...(read.role !== 'all' && read.hasPrivateRedis
    ? [
        warn(
          `ROLE is ${read.role}, but no Redis is named: no other process can share the work.`,
          'Set REDIS_URL, the same in all processes.',
        ),
      ]
    : []),
]
