import { readFileSync } from 'node:fs'

interface Row {
  names: string[]
  kept: string
}

/** The rows of the table of keys in docs/operate.md. */
const rows = (): Row[] => {
  const page = readFileSync(new URL('../../docs/operate.md', import.meta.url), 'utf8')
  const section = page.split('## What Redis holds')[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| (`.*?) +\| (.*?) +\|$/gm)].map(([, names = '', kept = '']) => ({
    names: [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
      name.replace(/^\{\w+\}:/, '').replace(/:…$/, ':'),
    ),
    kept,
  }))
}

/** A key without its namespace and hash tag. */
const bare = (key: string, namespace: string): string =>
  key.slice(namespace.length + 1).replace(/^\{[^}]*\}:/, '')

/** What the page says of a key; undefined where it says nothing. */
export const keptAs = (key: string, namespace: string): string | undefined => {
  const name = bare(key, namespace)
  const is = (listed: string): boolean => {
    if (listed.endsWith(':')) return name.startsWith(listed)
    if (listed.endsWith('…')) return name.startsWith(listed.slice(0, -1))
    return name === listed || name.startsWith(`${listed}:`)
  }
  return rows().find(({ names }) => names.some(is))?.kept
}
