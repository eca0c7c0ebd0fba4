// With should_escape Slack wraps what it recognises: `<@U1|bob>`, `<#C1|general>`, `<!here>`, `<https://…|label>`.
// A `<` that was typed arrives as `&lt;`, so the two cannot be mixed up.
const WRAPPED_OR_ENTITY = /<((?:[@#!]|[a-z][a-z\d+.-]*:)[^<>]*)>|&(amp|lt|gt);/gi
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>' }

// Control, format (bidi overrides, zero-width) and half characters. The joiners and the tag characters stay:
// emoji and some scripts are written with them.
const INVISIBLE = /[\p{Cc}\p{Cs}]|(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu

/** `&amp;` `&lt;` `&gt;` back to what was typed; once, so that `&amp;lt;` is `&lt;`. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (whole, name: string) => ENTITIES[name] ?? whole)

/**
 * Command text as plain text: entities decoded, mentions as names. Links become their address
 * (`address`), or their label where Slack made the link out of what was typed (`typed`).
 */
export const plainText = (text: string, links: 'address' | 'typed'): string =>
  text.replace(WRAPPED_OR_ENTITY, (whole, inside: string | undefined, entity: string | undefined) =>
    entity === undefined ? unwrap(inside ?? whole, links) : (ENTITIES[entity] ?? whole),
  )

const unwrap = (inside: string, links: 'address' | 'typed'): string => {
  const bar = inside.indexOf('|')
  const target = decodeEntities(bar < 0 ? inside : inside.slice(0, bar))
  const label = bar < 0 ? '' : decodeEntities(inside.slice(bar + 1))
  const sigil = target.charAt(0)
  if (sigil === '@' || sigil === '#') return sigil + (label || target.slice(1))
  if (sigil === '!') return label || `@${target.slice(1)}`
  if (target === `mailto:${label}`) return label
  return links === 'typed' && target.endsWith(`//${label}`) && label !== '' ? label : target
}

/** Whether text holds invisible characters, line breaks included. */
export const hasInvisible = (text: string): boolean => text.search(INVISIBLE) >= 0

/** One line of visible text: line breaks and runs of spaces are one space, invisible characters are gone. */
export const visible = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u2028\u2029]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
