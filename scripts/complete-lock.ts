import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out, since `npm ci` refuses a lock
 * without them on every platform; and the checksum of every package that has none, without which npm takes whatever the
 * registry gives it.
 */
interface Entry {
  version: string
  /** Of a package that lies under another name. */
  name?: string
  /** In place of a package: the folder of a workspace. */
  link?: true
  resolved?: string
  integrity?: string
  optionalDependencies?: Record<string, string>
  dev?: true
  optional?: true
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

export interface Lock {
  packages: Record<string, Entry>
}

const OS = /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-/
const CPU = /-(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)\b/

/** Where Node would look for `name` from the package at `path`, nearest first. */
const places = (path: string, name: string): string[] => {
  const parents = path.split('/node_modules/').slice(0, -1)
  const outer = parents.map((_, index) => parents.slice(0, parents.length - index).join('/node_modules/'))
  return [path, ...outer, ''].map((base) => `${base === '' ? '' : `${base}/`}node_modules/${name}`)
}

/** What the lock lacks, as `[place, entry]`. */
export const missingEntries = ({ packages }: Lock): [string, Entry][] =>
  Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies).flatMap(([name, version]): [string, Entry][] => {
      if (places(path, name).some((place) => place in packages)) return []
      const os = OS.exec(name)?.[1]
      const cpu = CPU.exec(name)?.[1]
      if (os === undefined || cpu === undefined) throw new Error(`for which platform is ${name}?`)
      const libc = os !== 'linux' ? null : /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : null
      const entry: Entry = {
        version,
        cpu: [cpu],
        ...(dev ? { dev } : {}),
        ...(libc === null ? {} : { libc: [libc] }),
        optional: true,
        os: [os],
      }
      return [[`node_modules/${name}`, entry]]
    }),
  )

/** Places of packages that would be taken without a look at what came. */
export const uncheckedPlaces = ({ packages }: Lock): string[] =>
  Object.keys(packages).filter((place) => {
    const { link, integrity } = packages[place] as Entry
    return place.includes('node_modules/') && !link && integrity === undefined
  })

/** The checksum that the registry has for this package of the lock. */
const integrityOf = (
  place: string,
  { version, name = place.split('node_modules/').at(-1) }: Entry,
): string => {
  const said = execFileSync('npm', ['view', `${name}@${version}`, 'dist.integrity', '--json'], {
    encoding: 'utf8',
  })
  if (!/^"sha512-[\w+/]{86}=="\s*$/.test(said)) throw new Error(`no checksum of ${name} ${version}: ${said}`)
  return JSON.parse(said) as string
}

if (process.argv[1] === import.meta.filename) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const missing = missingEntries(lock)
  lock.packages = { ...lock.packages, ...Object.fromEntries(missing) }
  for (const place of uncheckedPlaces(lock)) {
    const { version, ...rest } = lock.packages[place] as Entry
    lock.packages[place] = { version, integrity: integrityOf(place, { version, ...rest }), ...rest }
    console.log(`completed ${place} ${version}`)
  }
  const { '': root, ...rest } = lock.packages
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))
  lock.packages = Object.fromEntries([...(root === undefined ? [] : [['', root] as const]), ...sorted])
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
}
