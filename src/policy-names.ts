import leven from 'leven'
import type { Path } from './policy-yaml.ts'

/** The names of each kind of place. */
const NAMES = {
  top: ['everywhere', 'kinds', 'channels', 'rooms', 'presets'],
  kinds: ['public', 'private', 'external', 'guests', 'direct'],
  preset: ['for', 'max', 'view', 'exact'],
  who: ['groups', 'people'],
  rules: [
    'max_expiry',
    'max_life',
    'max_downloads',
    'downloads',
    'exact',
    'password',
    'view_only',
    'channels',
    'kinds',
    'rooms',
    'who',
  ],
} as const

const namesAt = (path: Path): readonly string[] => {
  if (path.length === 0) return NAMES.top
  if (path.at(-1) === 'who') return NAMES.who
  if (path[0] === 'presets') return NAMES.preset
  return path.length === 1 && path[0] === 'kinds' ? NAMES.kinds : NAMES.rules
}

/** The name that is probably meant by an unknown one, or else all that there are. */
export const nearMissOf = (path: Path, typed: string): string => {
  const names = namesAt(path)
  const meant = names.find((name) => leven(name, typed.toLowerCase().replaceAll('-', '_')) <= 2)
  return meant === undefined ? `one of ${names.join(', ')}` : `${meant}, if that is meant`
}
