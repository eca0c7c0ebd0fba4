import { canSee } from '../lookup.ts'
import type { SlackState, SlackUser } from '../model.ts'

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const ENTITY =
  /(https?:\/\/(?:(?!&[lg]t;)[^\s<>"])*(?!&[lg]t;)[^\s<>".,;:!?)'])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w&])([#@])([a-z0-9](?:[\w.-]*\w)?)/giu

/**
 * A typed line as `should_escape: true` hands it over: `&`, `<`, `>` escaped; channels the person can see, people,
 * addresses and mail addresses wrapped. A private channel's name is left empty, as Slack does.
 */
export const escapeCommand = (state: SlackState, user: SlackUser, text: string): string =>
  escapeText(text).replace(ENTITY, (whole, url?: string, mail?: string, sign?: string, name?: string) => {
    if (url) return `<${url}>`
    if (mail) return `<mailto:${mail}|${mail}>`
    if (sign === '#') {
      const channel = state.channels.find((c) => c.name === name && canSee(user, c))
      return channel ? `<#${channel.id}|${channel.kind === 'public' ? channel.name : ''}>` : whole
    }
    if (name === 'here' || name === 'channel' || name === 'everyone') return `<!${name}>`
    const person = state.users.find((candidate) => candidate.name === name)
    return person ? `<@${person.id}|${person.name}>` : whole
  })
