import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { type AtEnd, workFolder } from './program.ts'
import type { Stage } from './stage.ts'

interface ToolRun {
  status: number
  out: string
  err: string
}

type Tool = 'audit' | 'backup' | 'doctor' | 'end-all' | 'restore'

/** Runs tools on the records of a stage as `npm run` does, in a folder of their own, where nobody can be asked. */
export const openTools = async ({ env, namespace }: Stage, atEnd: AtEnd = onTestFinished) => {
  const redis = { REDIS_URL: `unix:${encodeURI(inject('redisSocket'))}`, REDIS_PREFIX: namespace }
  return toolsIn(await workFolder(atEnd), { ...env, ...redis })
}

/** The same in the folder of an app, with nothing in their environment but `env`. */
export const toolsIn = (dir: string, env: Record<string, string>) => {
  const options = { cwd: dir, env: { PATH: process.env.PATH, ...env } }
  const lineOf = (tool: Tool, args: readonly string[]) => [
    '--enable-source-maps',
    join(inject('builtTools'), `${tool}.mjs`),
    ...args,
  ]
  const run = (tool: Tool, ...args: string[]) =>
    new Promise<ToolRun>((resolve) => {
      const child = execFile(process.execPath, lineOf(tool, args), options, (error, out, err) =>
        resolve({ status: Number(error?.code ?? 0), out, err }),
      )
      child.stdin?.end()
    })
  /** Runs one at a terminal (script of util-linux, which passes its status on), where somebody types this once they are asked. */
  const answer = (typed: string, tool: Tool, ...args: string[]) =>
    new Promise<ToolRun>((resolve) => {
      const line = [process.execPath, ...lineOf(tool, args)].map((word) => `'${word}'`).join(' ')
      const child = spawn('script', ['-qec', line, '/dev/null'], options)
      let out = ''
      child.stdout.on('data', (some) => {
        const before = out
        out += some
        if (out.includes('Type yes: ') && !before.includes('Type yes: ')) child.stdin.write(typed)
      })
      child.on('close', (status) => resolve({ status: status ?? -1, out, err: '' }))
    })
  return { dir, run, answer }
}
