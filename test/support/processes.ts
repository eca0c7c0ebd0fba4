import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

type Process = { pid: number; group: number }

// A bare Debian has no ps, macOS has no /proc.
const tableFromProc = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const [state, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')
        return `${pid} ${group} ${state}`
      } catch {
        return ''
      }
    })

const tableFromPs = (): string[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat=']).toString().split('\n')

/** The processes that run now; those that ended and are only not yet reaped do not count. */
export const liveProcesses = (): Process[] =>
  (process.platform === 'linux' ? tableFromProc() : tableFromPs()).flatMap((line) => {
    const [pid, group, state] = line.trim().split(/\s+/)
    return state && !state.startsWith('Z') ? [{ pid: Number(pid), group: Number(group) }] : []
  })

/** Live processes, with their command lines, that have this text in their environment (Linux only, else none). */
export const processesMarked = (mark: string): { pid: number; command: string }[] =>
  process.platform !== 'linux'
    ? []
    : liveProcesses().flatMap(({ pid }) => {
        try {
          if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark)) return []
          return [{ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
        } catch {
          return []
        }
      })
