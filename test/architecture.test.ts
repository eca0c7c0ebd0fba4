import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Import {
  file: string
  /** A path from the root, or the name of a package. */
  from: string
  /** `import type`: gone when the program runs. */
  isType: boolean
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g

const packageOf = (name: string): string => {
  const [scope = '', part = ''] = name.split('/')
  return name.startsWith('@') ? `${scope}/${part}` : scope
}

const importsIn = (file: string, text: string): Import[] => {
  const found = [
    ...[...text.matchAll(STATEMENT)].map(([, type, name]) => ({
      name: name ?? '',
      isType: type !== undefined,
    })),
    // `typeof import('…')` is a type; anything else that is loaded by a call is a value.
    ...[...text.matchAll(DYNAMIC)].map((match) => ({
      name: match[1] ?? '',
      isType: text.slice(0, match.index).endsWith('typeof '),
    })),
  ]
  return found.map(({ name, isType }) => ({
    file,
    isType,
    from: name.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), name)) : packageOf(name),
  }))
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name))

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const SRC = filesIn('src')
const SANDBOX = filesIn('sandbox').filter((file) => !file.startsWith('sandbox/test/'))
const all = [...SRC, ...SANDBOX].flatMap((file) => importsIn(file, read(file)))
const inFolder = (folder: string) => all.filter(({ file }) => file.startsWith(`${folder}/`))
const isBuiltin = (from: string) => from.startsWith('node:') || builtinModules.includes(from)
const isPackage = ({ from }: Import) =>
  !from.startsWith('src/') && !from.startsWith('sandbox/') && !from.startsWith('test/') && !isBuiltin(from)
const say = ({ file, from, isType }: Import) => `${file} imports ${isType ? 'types of ' : ''}${from}`

describe('the reader of imports', () => {
  it('reads every way of importing', () => {
    const text = [
      `import { a } from '../domain/a.ts'`,
      `import type { B } from '../domain/b.ts'`,
      `import { type C, d } from '../domain/c.ts'`,
      `import {`,
      `  e,`,
      `} from '@slack/bolt/dist/x.js'`,
      `export type { F } from './f.ts'`,
      `import 'undici'`,
      `const g = await import('ioredis')`,
      `import type * as h from "node:fs"`,
    ].join('\n')
    expect(importsIn('src/slack/x.ts', text)).toEqual([
      { file: 'src/slack/x.ts', from: 'src/domain/a.ts', isType: false },
      { file: 'src/slack/x.ts', from: 'src/domain/b.ts', isType: true },
      { file: 'src/slack/x.ts', from: 'src/domain/c.ts', isType: false },
      { file: 'src/slack/x.ts', from: '@slack/bolt', isType: false },
      { file: 'src/slack/x.ts', from: 'src/slack/f.ts', isType: true },
      { file: 'src/slack/x.ts', from: 'undici', isType: false },
      { file: 'src/slack/x.ts', from: 'node:fs', isType: true },
      { file: 'src/slack/x.ts', from: 'ioredis', isType: false },
    ])
  })

  it('has found the program', () => {
    for (const folder of ['domain', 'use-cases', 'slack', 'portal', 'store', 'jobs', 'http']) {
      expect(
        SRC.some((file) => file.startsWith(`src/${folder}/`)),
        folder,
      ).toBe(true)
    }
    expect(all.length).toBeGreaterThan(SRC.length)
    // A statement that the pattern does not see would escape every rule below.
    for (const file of SRC) {
      const statements =
        read(file).match(/^(?:import|export)\b[^(=;{]*(?:\{[^}]*\}[^'"\n]*)?from\s+['"]/gm) ?? []
      expect(all.filter((found) => found.file === file).length, file).toBeGreaterThanOrEqual(
        statements.length,
      )
    }
  })
})

/** Folders of `src` whose values, or only types, a folder may import besides its own. */
const MAY: Record<string, { values: string[]; types: string[] }> = {
  domain: { values: [], types: [] },
  'use-cases': { values: ['domain', 'timing'], types: [] },
  timing: { values: [], types: [] },
  slack: { values: ['domain', 'use-cases', 'timing'], types: [] },
  jobs: { values: ['domain', 'use-cases', 'timing'], types: [] },
  portal: { values: ['domain', 'timing'], types: ['use-cases'] },
  store: { values: ['domain', 'timing'], types: ['use-cases'] },
  http: { values: ['timing'], types: ['use-cases'] },
  gate: { values: ['domain', 'use-cases', 'http', 'timing'], types: [] },
  'private-redis': { values: ['timing'], types: [] },
  doctor: { values: ['domain', 'portal', 'private-redis', 'slack', 'store', 'timing'], types: ['use-cases'] },
  setup: { values: ['doctor', 'slack'], types: [] },
}

describe('one folder of src may import of another', () => {
  it.each(Object.entries(MAY))('%s', (folder, { values, types }) => {
    const isIn = (from: string, folders: string[]) => folders.some((name) => from.startsWith(`src/${name}/`))
    const wrong = inFolder(`src/${folder}`)
      .filter(({ from }) => from.startsWith('src/'))
      .filter(({ from, isType }) => !isIn(from, isType ? [folder, ...values, ...types] : [folder, ...values]))
    expect(wrong.map(say)).toEqual([])
  })

  it('knows every folder', () => {
    const folders = new Set(
      SRC.map((file) => file.split('/')).flatMap((parts) => (parts.length > 2 ? [parts[1]] : [])),
    )
    expect([...folders].sort()).toEqual(Object.keys(MAY).sort())
  })

  it('nothing in a folder imports the root', () => {
    const wrong = all.filter(({ file, from }) => file.split('/').length > 2 && /^src\/[^/]+$/.test(from))
    expect(wrong.map(say)).toEqual([])
  })
})

/** Names on the circle that is found first, each of which leads to the next; empty where there is none. */
const circleIn = (arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] => {
  const done = new Set<string>()
  const follow = (name: string, path: readonly string[]): string[] => {
    if (path.includes(name)) return path.slice(path.indexOf(name))
    if (done.has(name)) return []
    for (const next of arrows.get(name) ?? []) {
      const circle = follow(next, [...path, name])
      if (circle.length > 0) return circle
    }
    done.add(name)
    return []
  }
  return [...arrows.keys()].map((name) => follow(name, [])).find((circle) => circle.length > 0) ?? []
}

const arrowsOf = (imports: readonly Import[], nameOf: (path: string) => string | undefined) => {
  const arrows = new Map<string, Set<string>>()
  for (const { file, from } of imports) {
    const [name, next] = [nameOf(file), nameOf(from)]
    if (name === undefined || next === undefined || name === next) continue
    arrows.set(name, (arrows.get(name) ?? new Set()).add(next))
  }
  return arrows
}

describe('no circle, types counted', () => {
  it('goes unseen', () => {
    const arrows = new Map(
      Object.entries({ a: ['b'], b: ['c', 'd'], d: ['b'] }).map(([name, next]) => [name, new Set(next)]),
    )
    expect(circleIn(arrows)).toEqual(['b', 'd'])
    expect(circleIn(new Map([['a', new Set(['b', 'c'])]]))).toEqual([])
  })

  it('leads from one file of the program back to it', () => {
    expect(
      circleIn(arrowsOf(inFolder('src'), (path) => (/^src\/.*\.ts$/.test(path) ? path : undefined))),
    ).toEqual([])
  })

  it('leads from one subject of the use cases back to it', () => {
    const arrows = arrowsOf(inFolder('src/use-cases'), (path) => /^src\/use-cases\/([^/]+)\//.exec(path)?.[1])
    expect(arrows.size).toBeGreaterThan(5)
    expect(circleIn(arrows)).toEqual([])
  })

  it('leads from one room of src/slack back to it', () => {
    const arrows = arrowsOf(inFolder('src/slack'), (path) => /^src\/slack\/([^/]+)\//.exec(path)?.[1])
    expect(arrows.size).toBeGreaterThan(5)
    expect(circleIn(arrows)).toEqual([])
  })
})

/** Rooms of `src/slack` that each of them may import: what Slack sends comes in at the top, what Slack is told goes out below. */
const SLACK_MAY: Record<string, string[]> = {
  listeners: ['forms', 'command', 'views', 'outgoing', 'web-api'],
  http: ['outgoing', 'web-api'],
  socket: ['web-api'],
  forms: ['command', 'views'],
  command: ['views', 'people'],
  outgoing: ['views', 'web-api'],
  people: ['web-api'],
  install: ['web-api'],
  views: [],
  'web-api': [],
}

describe('one room of src/slack may import of another', () => {
  it.each(Object.entries(SLACK_MAY))('%s', (room, others) => {
    const mine = [room, ...others].map((name) => `src/slack/${name}/`)
    const wrong = inFolder(`src/slack/${room}`)
      .filter(({ from }) => from.startsWith('src/slack/'))
      .filter(({ from }) => !mine.some((folder) => from.startsWith(folder)))
    expect(wrong.map(say)).toEqual([])
  })

  it('knows every room, and no file lies outside them', () => {
    const rooms = new Set(inFolder('src/slack').map(({ file }) => file.split('/')[2]))
    expect([...rooms].sort()).toEqual(Object.keys(SLACK_MAY).sort())
  })
})

describe('packages', () => {
  it.each(['domain', 'use-cases'])('%s imports none, nor anything of Node', (folder) => {
    const wrong = inFolder(`src/${folder}`).filter((found) => isPackage(found) || isBuiltin(found.from))
    expect(wrong.map(say)).toEqual([])
  })

  // The root puts the parts together and may name them all.
  it.each([
    [/^@slack\//, 'slack'],
    [/^undici$/, 'portal'],
    [/^bullmq$/, 'jobs'],
    [/^ioredis$/, 'store'],
    [/^luxon$/, 'slack'],
    [/^prom-client$/, 'http'],
  ])('%s lives in %s', (name, folder) => {
    const users = all.filter(({ file, from }) => file.startsWith('src/') && name.test(from))
    expect(users.length).toBeGreaterThan(0)
    const wrong = users
      .filter(({ file }) => file.split('/').length > 2 && !file.startsWith(`src/${folder}/`))
      // A connection may be passed on; only the store opens one.
      .filter(({ from, isType }) => !(from === 'ioredis' && isType))
    expect(wrong.map(say)).toEqual([])
  })

  it('are all named in package.json', () => {
    const { dependencies, optionalDependencies } = JSON.parse(read('package.json')) as {
      [kind: string]: Record<string, string>
    }
    const named = { ...dependencies, ...optionalDependencies }
    const wrong = all.filter(
      (found) => found.file.startsWith('src/') && isPackage(found) && !(found.from in named),
    )
    expect(wrong.map(say)).toEqual([])
  })
})

describe('the program and what stands around it', () => {
  it('src knows nothing of sandbox and test', () => {
    const wrong = all.filter(({ file, from }) => file.startsWith('src/') && /^(sandbox|test)\//.test(from))
    expect(wrong.map(say)).toEqual([])
  })

  it('sandbox knows nothing of src and test', () => {
    const wrong = all.filter(({ file, from }) => file.startsWith('sandbox/') && /^(src|test)\//.test(from))
    expect(wrong.map(say)).toEqual([])
  })

  it('no line of src is about the sandbox', () => {
    expect(SRC.filter((file) => /sandbox/i.test(read(file)))).toEqual([])
  })

  it('each stand-in knows nothing of the other, nor of what is built with them', () => {
    const wrong = ['slack', 'portal'].flatMap((name) =>
      inFolder(`sandbox/${name}`).filter(
        ({ from }) =>
          from.startsWith('sandbox/') &&
          !from.startsWith(`sandbox/${name}/`) &&
          // Whom a server lets in is one rule for all of them.
          from !== 'sandbox/loopback.ts',
      ),
    )
    expect(wrong.map(say)).toEqual([])
  })

  it('what runs in the browser needs nothing but Preact, nor anything of Node', () => {
    const client = inFolder('sandbox/pages/client')
    expect(client.some(({ from }) => from === 'preact')).toBe(true)
    const wrong = client.filter(
      (found) => isBuiltin(found.from) || (isPackage(found) && found.from !== 'preact'),
    )
    expect(wrong.map(say)).toEqual([])
  })

  it('no file of src has more than 300 lines', () => {
    expect(SRC.filter((file) => read(file).split('\n').length > 301)).toEqual([])
  })

  it('half of them have fewer than about 60 lines, and nine in ten fewer than about 200', () => {
    const lines = SRC.map((file) => read(file).split('\n').length).sort((a, b) => a - b)
    expect(lines[Math.floor(lines.length * 0.5)]).toBeLessThan(60)
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThan(200)
  })

  it('nothing looks at NODE_ENV', () => {
    expect(SRC.filter((file) => read(file).includes('NODE_ENV'))).toEqual([])
  })

  it('the variables of the program are read in run.ts alone, and where they may be wrong', () => {
    // A redis-server is looked for on the PATH and told where it is at home, and tsx is told something: not our words.
    const machine = [
      'src/private-redis/find-redis.ts',
      'src/private-redis/child-env.ts',
      'src/typescript.mjs',
    ]
    const readers = SRC.filter((file) => /\bprocess\.env\b/.test(read(file)))
    expect(readers.filter((file) => !machine.includes(file))).toEqual([
      'src/doctor.ts',
      'src/run.ts',
      'src/setup.ts',
    ])
  })

  it('what people read is written in slack/views and gate/views alone', () => {
    // A sentence: a capital letter, several words, and a full stop or the like.
    const sentence = /(['"`])[A-Z“][^'"`\n]*? [^'"`\n]*? [^'"`\n]*?[.?!…]\1/
    const code = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    const inside = /^src\/(domain|use-cases|slack|jobs|gate)\//
    const views = /^src\/(slack|gate)\/views\//
    const speaking = SRC.filter((file) => inside.test(file) && sentence.test(code(file)))
    expect(speaking.filter((file) => views.test(file)).length).toBeGreaterThan(10)
    expect(speaking.filter((file) => !views.test(file))).toEqual([])
  })

  it('main.ts loads nothing before a stop is heeded', () => {
    const source = read('src/main.ts')
    expect(source).not.toMatch(/^\s*(import|export)\b[^(]*$/m)
    const [heeded, loaded] = [source.indexOf("'SIGTERM'"), source.indexOf('await import(')]
    expect(heeded).toBeGreaterThan(0)
    expect(loaded).toBeGreaterThan(heeded)
  })

  it('domain and use cases ask no clock and roll no dice', () => {
    const wrong = SRC.filter((file) => /^src\/(domain|use-cases)\//.test(file)).filter((file) =>
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bsetTimeout\b|\bfetch\(/.test(
        read(file),
      ),
    )
    expect(wrong).toEqual([])
  })
})
