import { useState } from 'preact/hooks'
import { useKept } from '../kit/use-kept.ts'
import { useWorkspace } from './workspace.ts'

export type Target = { channel: string; threadTs?: string }

/** Sends what was written: a command, or a message. `refusal` is what Slack says to a command in a thread. */
export const useSender = ({ channel, threadTs }: Target) => {
  const { screen, act } = useWorkspace()
  const [isSending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const [lastCommand, setLastCommand] = useKept('sessionStorage', `last command of ${screen.me.name}`, '')

  /** True: it is said, and the text can go. */
  const send = async (text: string): Promise<boolean> => {
    const isCommand = text.startsWith('/')
    const [name = ''] = text.split(/\s/)
    setRefusal(undefined)
    if (isCommand && !screen.commands.some(({ command }) => command === name)) {
      setRefusal(
        `${name} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.`,
      )
      return false
    }
    if (isCommand && threadTs) {
      setRefusal(`${name} is not supported in threads. Sorry!`)
      return false
    }
    if (isCommand) setLastCommand(text)
    setSending(true)
    const thread = threadTs ? { threadTs } : {}
    const { ok, problems } = await act(
      isCommand ? { act: 'command', channel, text } : { act: 'say', channel, text: text.trim(), ...thread },
    )
    setSending(false)
    // A bad answer to a command stands in the channel: the command itself is sent.
    return ok || (isCommand && problems !== undefined)
  }
  return { send, isSending, refusal, lastCommand, forgetRefusal: () => setRefusal(undefined) }
}
