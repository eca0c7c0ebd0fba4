/** Stands where a block would, which the real Slack would not have drawn. */
export const Refused = ({ what }: { what: string }) => (
  <p class="blocks-refused" dir="auto">
    {what}
  </p>
)
