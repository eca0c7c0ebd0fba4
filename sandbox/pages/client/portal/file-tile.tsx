/** What office programs colour their files by; the others are grey. */
const COLOURED = ['docx', 'doc', 'xlsx', 'pptx', 'pdf', 'png', 'jpg', 'mp4', 'zip']

/** The kind of a file as a small coloured sheet. */
export const FileTile = ({ title }: { title: string }) => {
  const extension = /\.([a-z0-9]{1,4})$/i.exec(title)?.[1]?.toLowerCase() ?? ''
  const kind = COLOURED.includes(extension) ? extension : 'other'
  return (
    <span class={`portal-tile portal-tile-${kind}`} aria-hidden="true">
      {extension}
    </span>
  )
}
