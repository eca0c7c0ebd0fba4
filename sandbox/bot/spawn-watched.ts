import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

// Reads a line once the program is gone, and nothing but the end when its owner is: killed, it cannot say more.
const watcher = `
read -r _ && exit
kill -TERM "$1" || exit
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
  sleep 1
  kill -0 "$1" || exit
done
kill -KILL "$1"
`

// The shell becomes the program, so pid, signals and status are the program's own.
const script = `
exec 3<&0 </dev/null
sh -c "$1" watcher $$ <&3 3<&- 2>/dev/null &
shift
exec "$@" 3<&-
`

/**
 * Starts a program that ends with this process, however that ends: a small shell beside it asks it to stop
 * when the pipe from here is closed, which the kernel does even for a process that was killed.
 * `close` comes when both are gone, for the watcher holds the output, too.
 */
export const spawnWatched = (
  program: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcessByStdio<null, Readable, Readable> => {
  const child = spawn('/bin/sh', ['-c', script, 'watched', watcher, program, ...args], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C is for the owner alone, who then stops the program in order.
    detached: true,
  })
  child.stdin.on('error', () => {})
  child.once('exit', () => child.stdin.end('gone\n'))
  return child as unknown as ChildProcessByStdio<null, Readable, Readable>
}
