import { expect, test } from 'vitest'
import { outside } from '../../support/outside.ts'

// Nothing in the program breaks on demand, so what breaks is loaded beside it, and waits for a signal.
const breaking = (code: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`,
})
const SECRETS = 'xoxb-1-hunter2 of https://acme.example/filehandler.ashx?share=hunter2'

test.each([
  ['a promise that nobody caught', `Promise.reject(new TypeError('${SECRETS}'))`],
  ['an error that nobody caught', `throw new TypeError('${SECRETS}')`],
  ['what is no error at all', `Promise.reject(Object.create(null, { why: { value: '${SECRETS}' } }))`],
  [
    'one after the other',
    `for (const n of [1, 2, 3]) setTimeout(() => { throw new TypeError('${SECRETS}') }, n)`,
  ],
])('A3: %s is one filtered line, and an orderly end', async (_, code) => {
  const { start } = await outside()
  const program = await start(breaking(code))
  const before = program.lines.length
  program.process.kill('SIGUSR2')
  expect(await program.ended).toBe(70)
  const said = program.lines.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(said.filter(({ level }) => level === 'error')).toEqual([
    expect.objectContaining({
      msg: 'an error that nothing caught',
      reference: expect.stringMatching(/^[2-9A-Z]{8}$/),
      err: expect.anything(),
    }),
  ])
  expect(said.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['stopping', 'stopped']))
  expect(program.lines.join('\n')).not.toContain('hunter2')
})
