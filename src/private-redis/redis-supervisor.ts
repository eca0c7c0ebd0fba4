import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { childEnv } from './child-env.ts'
import { PrivateRedisError } from './private-redis-error.ts'

/**
 * A shell between this process and the server, for what Node cannot do itself:
 *  - The server ends with this process, even when SIGKILL ends it: the kernel then closes the pipe on
 *    descriptor 3, and the watcher signals the whole process group. It repeats that until the shell is gone,
 *    because the first signal may come just before the server exists.
 *  - Ctrl-C does not reach the server before the app has finished: the server is in another process group
 *    (`detached`).
 *  - Never two servers on one folder: the server inherits the lock on descriptor 9. So the kernel frees the lock
 *    when shell and server are both gone, however they ended, and then the next that waits gets it.
 * It runs in dash, busybox and macOS's sh. Where flock(1) is missing (macOS), perl makes the same system call.
 */
const script = `
umask 077
lock=$1 socket=$2 temporary=$3
shift 3
exec 3<&0 </dev/null
(
  trap : TERM
  while read -r _; do :; done
  kill -TERM 0
  while sleep 1 && kill -0 $$; do kill -TERM 0; done
) <&3 >/dev/null 2>&1 &
watcher=$!
exec 3<&-
trap : HUP INT TERM
exec 9>>"$lock" && {
  if command -v flock >/dev/null 2>&1; then flock 9
  else perl -e 'open(L, ">&=9") && flock(L, 2) || exit 1'; fi
} && echo locked && {
  "$@"
  code=$?
  rm -f "$socket"
  :
} || code=75
[ -z "$temporary" ] || rm -rf "$temporary"
trap '' TERM
{ kill -KILL "$watcher"; wait "$watcher"; } 2>/dev/null
kill -TERM 0
exit "$code"
`

type Supervised = {
  /** Resolves once no other server uses the folder; rejects if the supervisor ends before that. */
  locked: Promise<void>
  /** Resolves when shell, watcher and server are all gone. */
  gone: Promise<void>
  /** The last lines the server wrote. */
  lastWords(): string
  /** SIGTERM, and SIGKILL to what is left after `graceMs`. Resolves as `gone` does. */
  stop(graceMs: number): Promise<void>
}

type SuperviseOptions = {
  program: string
  /** The folder of the data, where the server runs and where the lock is. */
  dir: string
  /** Absolute, or relative to `dir`. */
  socket: string
  args: string[]
  /** A folder to remove at the end, or null. */
  temporaryDir: string | null
}

/** Starts the server as soon as no other uses the folder. It does not throw: `locked` rejects instead. */
export const superviseRedis = (options: SuperviseOptions): Supervised => {
  const { program, dir, socket, args, temporaryDir } = options
  const command = [program, '--unixsocket', socket, ...args]
  const child: ChildProcessWithoutNullStreams = spawn(
    '/bin/sh',
    ['-c', script, 'redis', 'lock', socket, temporaryDir ?? '', ...command],
    { cwd: dir, env: childEnv('server'), detached: true, stdio: 'pipe' },
  )
  let words = ''
  // `close` comes when no process holds the output pipes any more. So the server is gone then, not only the shell.
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const locked = new Promise<void>((resolve, reject) => {
    const hear = (chunk: string) => {
      words = (words + chunk).slice(-8_000)
      if (/^locked$/m.test(words)) resolve()
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('error', (error) => reject(new PrivateRedisError('failed', `/bin/sh: ${error.message}`)))
    child.once('close', () => reject(new PrivateRedisError('failed', `no lock in ${dir}: ${words}`)))
  })
  locked.catch(() => {})
  child.stdin.on('error', () => {})
  // If only the shell was killed, the watcher learns of it by the end of its input, and ends the server.
  child.once('exit', () => child.stdin.end())

  const lastWords = () => {
    const lines = words.split('\n').filter((line) => line && line !== 'locked')
    return lines.slice(-10).join('\n')
  }
  const stop = async (graceMs: number) => {
    child.stdin.end()
    const force = setTimeout(() => killGroup(child.pid), graceMs)
    await gone
    clearTimeout(force)
  }
  return { locked, gone, stop, lastWords }
}

const killGroup = (pid: number | undefined) => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
