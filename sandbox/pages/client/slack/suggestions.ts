import type { Shortcut, SlashCommand } from '../../contract.ts'

/** What the composer offers to a text that begins with a slash. */
export type Suggestion =
  | ({ kind: 'command' } & SlashCommand)
  | { kind: 'shortcut'; name: string; description: string; callbackId: string }

type Offered = { commands: SlashCommand[]; shortcuts: Shortcut[] }

/** Commands and global shortcuts that go on as what is typed; none once the name of a command is complete. */
export const suggestionsFor = (text: string, { commands, shortcuts }: Offered): Suggestion[] => {
  const typed = /^\/(\S*)$/.exec(text)?.[1]?.toLowerCase()
  if (typed === undefined) return []
  return [
    ...commands
      .filter(({ command }) => command.toLowerCase().startsWith(`/${typed}`))
      .map((command) => ({ kind: 'command' as const, ...command })),
    ...shortcuts
      .filter(({ type, name }) => type === 'global' && name.toLowerCase().includes(typed))
      .map(({ name, description, callbackId }) => ({
        kind: 'shortcut' as const,
        name,
        description,
        callbackId,
      })),
  ]
}

/** The command that is being written, for a reminder of how it is used. */
export const commandIn = (text: string, commands: SlashCommand[]): SlashCommand | undefined => {
  const name = /^(\/\S+)\s/.exec(text)?.[1]
  return commands.find(({ command }) => command === name)
}

/** What a screen reader hears of the list as it comes and goes; the field itself cannot say that it is open. */
export const suggestionWords = (text: string, count: number): string => {
  if (count > 0) return `${count} ${count === 1 ? 'suggestion' : 'suggestions'}, arrow keys to choose`
  return /^\/\S*$/.test(text) ? 'No suggestions' : ''
}
