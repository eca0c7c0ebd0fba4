import './avatar.css'
import { Icon } from './icon.tsx'

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  const first = words[0]?.at(0) ?? '?'
  return (words.length > 1 ? first + (words.at(-1)?.at(0) ?? '') : first).toUpperCase()
}

/** The same name has the same colour everywhere; any hue is dark enough for white letters. */
const colourOf = (name: string): string => {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360
  return `oklch(0.5 0.12 ${sum})`
}

/** Stands for somebody beside their name. */
export const Avatar = ({ name, isApp = false }: { name: string; isApp?: boolean }) => (
  <span
    class={isApp ? 'avatar avatar-app' : 'avatar'}
    style={isApp ? undefined : { background: colourOf(name) }}
    aria-hidden="true"
  >
    {isApp ? <Icon name="link" /> : initials(name)}
  </span>
)
