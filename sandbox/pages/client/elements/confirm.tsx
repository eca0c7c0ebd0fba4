import { createPortal } from 'preact'
import { useId, useState } from 'preact/hooks'
import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { Text } from '../blocks/text.tsx'
import { Dialog } from '../kit/dialog.tsx'
import { wordsOf } from './read.ts'
import './confirm.css'

/** The question before something is done, as a `confirm` object words it. */
const ConfirmDialog = ({ confirm, answer }: { confirm: Json; answer: (yes: boolean) => void }) => {
  const id = useId()
  const isDanger = confirm.style === 'danger'
  // What cannot be taken back must not be one careless Enter away.
  const first = (isFirst: boolean) => (isFirst ? { 'data-first-focus': true } : {})
  return (
    <Dialog
      class="confirm"
      role="alertdialog"
      labelId={`${id}-title`}
      describedBy={`${id}-text`}
      onCancel={() => answer(false)}
    >
      <header class="confirm-head">
        <h2 id={`${id}-title`}>{wordsOf(confirm.title) || 'Are you sure?'}</h2>
        <button type="button" class="dialog-close" aria-label="Close" onClick={() => answer(false)}>
          ×
        </button>
      </header>
      <p class="confirm-text" id={`${id}-text`}>
        <Text of={confirm.text} />
      </p>
      <footer class="confirm-foot dialog-foot">
        <button type="button" class="button" onClick={() => answer(false)} {...first(isDanger)}>
          {wordsOf(confirm.deny) || 'Cancel'}
        </button>
        <button
          type="button"
          class={`button ${isDanger ? 'dialog-fill-danger' : 'button-primary'}`}
          onClick={() => answer(true)}
          {...first(!isDanger)}
        >
          {wordsOf(confirm.confirm) || 'Yes'}
        </button>
      </footer>
    </Dialog>
  )
}

/** `ask` resolves with the answer, at once with yes when there is nothing to ask. The caller draws `dialog`. */
export const useConfirm = () => {
  const [asked, setAsked] = useState<{ confirm: Json; answer: (yes: boolean) => void }>()
  const ask = (confirm: unknown): Promise<boolean> =>
    new Promise((resolve) => {
      if (!isObject(confirm)) return resolve(true)
      const answer = (yes: boolean) => {
        setAsked(undefined)
        resolve(yes)
      }
      setAsked({ confirm, answer })
    })
  return { ask, dialog: asked ? createPortal(<ConfirmDialog {...asked} />, document.body) : null }
}
