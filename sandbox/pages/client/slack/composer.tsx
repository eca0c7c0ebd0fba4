import './composer.css'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from '../kit/icon.tsx'
import { MenuButton } from '../kit/menu.tsx'
import { Notice } from '../kit/notice.tsx'
import { useKept } from '../kit/use-kept.ts'
import { optionId, SuggestionList } from './suggestion-list.tsx'
import { commandIn, type Suggestion, suggestionWords } from './suggestions.ts'
import { type Target, useSender } from './use-sender.ts'
import { useSuggestions } from './use-suggestions.ts'
import { useWorkspace } from './workspace.ts'

/** Lets Shortcuts of the app be started from anywhere; nothing when it has none. */
const ShortcutMenu = () => {
  const { screen, act } = useWorkspace()
  const items = screen.shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ name, description, callbackId }) => ({
      label: name,
      note: description,
      choose: () => {
        act({ act: 'shortcut', callbackId })
      },
    }))
  if (items.length === 0) return null
  return <MenuButton label="Shortcuts" icon="plus" items={items} />
}

/** Where messages and commands are written. Mount it anew (`key`) for another place: its draft is kept by place. */
export const Composer = ({ label, to }: { label: string; to: Target }) => {
  const { screen, act } = useWorkspace()
  const listId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const place = `${screen.me.name} ${to.channel} ${to.threadTs ?? ''}`
  const [text, setText] = useKept('sessionStorage', `draft ${place}`, '')
  const { send, isSending, refusal, lastCommand, forgetRefusal } = useSender(to)

  const choose = (suggestion: Suggestion) => {
    if (suggestion.kind === 'command') return setText(`${suggestion.command} `)
    setText('')
    act({ act: 'shortcut', callbackId: suggestion.callbackId })
  }
  const { suggestions, current, onKey } = useSuggestions(text, screen, choose)
  const isReply = to.threadTs !== undefined
  // People open a thread to answer in it.
  useEffect(() => {
    if (isReply) field.current?.focus()
  }, [isReply])
  const isOpen = suggestions.length > 0
  const used = commandIn(text, screen.commands)

  const submit = async () => {
    if (isSending || text.trim() === '') return
    if (await send(text)) setText('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (onKey(event)) event.preventDefault()
    else if (event.key === 'ArrowUp' && text === '' && lastCommand) {
      event.preventDefault()
      setText(lastCommand)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    }
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {isOpen && <SuggestionList id={listId} suggestions={suggestions} current={current} choose={choose} />}
      <div role="status">
        {refusal && (
          <Notice tone="info" icon="eye">
            <strong>Slackbot</strong> <small>Only visible to you</small>
            <div>{refusal}</div>
          </Notice>
        )}
        {used && (
          <div class="composer-usage">
            <strong>{used.command}</strong> {used.usageHint}
          </div>
        )}
      </div>
      <span class="unseen" role="status">
        {suggestionWords(text, suggestions.length)}
      </span>
      <div class="composer-box" aria-busy={isSending}>
        <ShortcutMenu />
        <textarea
          ref={field}
          class="composer-text"
          aria-label={label}
          placeholder={label}
          rows={1}
          value={text}
          readOnly={isSending}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen ? optionId(listId, current) : undefined}
          onInput={({ currentTarget }) => {
            forgetRefusal()
            setText(currentTarget.value)
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="icon-button composer-send"
          aria-label="Send"
          disabled={isSending || text.trim() === ''}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
