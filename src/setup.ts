import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openTerminal } from './setup/terminal.ts'
import { runSetup } from './setup-run.ts'

// npm run setup: asks what is needed, tries each answer at once, and writes .env. Every answer can be given as a flag.
const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    portal: text,
    key: text,
    'audit-key': text,
    socket: { type: 'boolean' },
    'public-url': text,
    'config-token': text,
    'bot-token': text,
    'app-token': text,
    'signing-secret': text,
    'install-redis': text,
    set: { type: 'string', multiple: true, default: [] },
  },
})
const { set, socket, ...flags } = values
const terminal = process.stdin.isTTY ? openTerminal(process.stdin, process.stdout) : null
const status = await runSetup({
  flags: { ...flags, ...(socket && { socket: 'yes' }) },
  set,
  environment: process.env,
  folder: process.cwd(),
  source: fileURLToPath(new URL('..', import.meta.url)),
  terminal,
  say: (line) => void process.stdout.write(`${line}\n`),
}).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  return 1
})
terminal?.close()
process.exit(status)
