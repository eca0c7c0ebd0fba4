import { useId, useState } from 'preact/hooks'
import { Dialog } from '../kit/dialog.tsx'

/** A button for what cannot be undone: it asks first. */
export const SureButton = ({
  label,
  question,
  explanation,
  describedBy,
  onSure,
}: {
  label: string
  question: string
  explanation: string
  /** Of what says which one it is, where there are several such buttons. */
  describedBy?: string
  onSure: () => void
}) => {
  const [isAsking, setAsking] = useState(false)
  const id = useId()
  const stop = () => setAsking(false)
  return (
    <>
      <button
        type="button"
        class="button button-danger"
        aria-describedby={describedBy}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
      {isAsking && (
        <Dialog
          class="portal-sure"
          role="alertdialog"
          labelId={`${id}-question`}
          describedBy={`${id}-text`}
          onCancel={stop}
        >
          <h2 id={`${id}-question`}>{question}</h2>
          <p id={`${id}-text`}>{explanation}</p>
          <div class="dialog-foot">
            <button type="button" class="button" data-first-focus onClick={stop}>
              Keep it
            </button>
            <button
              type="button"
              class="button dialog-fill-danger"
              onClick={() => {
                stop()
                onSure()
              }}
            >
              {label}
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}
