import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Json, SlackView } from '../../../slack/model.ts'
import { textIn } from '../../../slack/render/parts.ts'
import type { ActResult, SlackAct, SlackScreen } from '../../contract.ts'
import { Blocks } from '../blocks/blocks.tsx'
import { type Drawing, DrawingContext } from '../blocks/drawing.ts'
import { wordsOf } from '../elements/read.ts'
import { Dialog } from '../kit/dialog.tsx'
import { refusalsOf } from './modal-checks.ts'
import { focusFirstWrong, useFormFocus } from './modal-focus.ts'
import { useModalForm } from './modal-form.ts'
import { namesIn } from './names-in.ts'
import './modal.css'

type Act = (act: SlackAct) => Promise<ActResult>

const useModal = (view: SlackView, screen: SlackScreen, act: Act) => {
  const form = useModalForm(view, screen.channel?.info.id)
  const [refusals, setRefusals] = useState<Record<string, string>>({})
  const [trouble, setTrouble] = useState<ActResult>()
  const [isSending, setSending] = useState(false)
  const on = { kind: 'view', id: view.id } as const

  const told = (result: ActResult) => setTrouble(result.ok ? undefined : result)
  const fill: Drawing['fill'] = (blockId, actionId, value) => {
    form.fill(blockId, actionId, value)
    setRefusals(({ [blockId]: _, ...others }) => others)
  }
  const drawing: Drawing = {
    names: namesIn(screen),
    channels: screen.channels,
    tz: screen.me.tz,
    now: screen.now,
    stateOf: form.stateOf,
    fill,
    act: async (element: Json, blockId, option) => {
      const actionId = textIn(element.action_id)
      const chosen = option === undefined ? {} : { option }
      told(await act({ act: 'click', on, blockId, actionId, ...chosen, values: form.values() }))
    },
    // A modal stays where it is.
    placeOf: () => undefined,
    suggest: async (element, blockId, query) => {
      const actionId = textIn(element.action_id)
      const { ok, error, options = [] } = await act({ act: 'suggest', on, blockId, actionId, query })
      if (!ok) throw new Error(error)
      return options
    },
    errors: { ...view.errors, ...refusals },
  }
  /** Sends the form; gives back what the client itself finds wrong with it. */
  const submit = async (): Promise<Record<string, string>> => {
    if (isSending || !view.submit) return {}
    const found = refusalsOf(view, form.stateOf)
    setRefusals(found)
    if (Object.keys(found).length > 0) return found
    setSending(true)
    told(await act({ act: 'submit', view: view.id, values: form.values() }))
    setSending(false)
    return {}
  }
  const close = () => act({ act: 'close', view: view.id })
  /** Those beneath it too, the topmost first. */
  const closeAll = async (): Promise<void> => {
    for (const { id } of screen.modals.toReversed()) await act({ act: 'close', view: id })
  }
  return { drawing, trouble, isSending, submit, close, closeAll }
}

/** One open view: a form with its title, its blocks, and the buttons to send or to leave it. */
export const Modal = ({ view, screen, act }: { view: SlackView; screen: SlackScreen; act: Act }) => {
  const { drawing, trouble, isSending, submit, close, closeAll } = useModal(view, screen, act)
  const id = useId()
  const body = useRef<HTMLDivElement>(null)
  const focus = useFormFocus(body, view.hash)
  const errors = JSON.stringify(view.errors)
  useEffect(() => {
    focusFirstWrong(body.current, JSON.parse(errors) as Record<string, string>)
  }, [errors])
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    focusFirstWrong(body.current, await submit())
  }
  return (
    <Dialog class="modal" labelId={`${id}-title`} onCancel={close}>
      <form class="modal-form" noValidate onSubmit={onSubmit} {...focus}>
        <header class="modal-head">
          {view.previous_view_id && (
            <button type="button" class="dialog-close" aria-label="Back" onClick={close}>
              ‹
            </button>
          )}
          <h2 id={`${id}-title`}>{wordsOf(view.title) || 'Untitled'}</h2>
          <button type="button" class="dialog-close" aria-label="Close" onClick={closeAll}>
            ×
          </button>
        </header>
        <div class="modal-body" ref={body}>
          <DrawingContext.Provider value={drawing}>
            <Blocks blocks={view.blocks} />
          </DrawingContext.Provider>
        </div>
        <div class="modal-trouble" role="alert">
          {trouble && (
            <p>
              {trouble.error ?? 'We had some trouble connecting. Try again?'}
              {trouble.problems && <small>{trouble.problems.join('; ')}</small>}
            </p>
          )}
        </div>
        <footer class="modal-foot dialog-foot">
          <button type="button" class="button" onClick={close}>
            {wordsOf(view.close) || 'Close'}
          </button>
          {view.submit && (
            <button
              type="submit"
              class="button button-primary"
              aria-disabled={isSending}
              aria-busy={isSending}
            >
              {isSending ? 'Sending…' : wordsOf(view.submit) || 'Submit'}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  )
}
