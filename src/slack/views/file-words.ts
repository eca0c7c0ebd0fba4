import type { FileProblem } from '../../domain/file-address.ts'

/** What is wrong with an id or address that should name a file. Never repeats what was typed. */
export const fileWords = (problem: FileProblem, portalOrigin: string): string => {
  switch (problem) {
    case 'no-such-id':
      return "That can't be a file's number."
    case 'unreadable':
      return "That link can't be read."
    case 'other-host':
      return `That link isn't on ${new URL(portalOrigin).host}, so it can't be shared.`
    case 'many-files':
      return 'That link names more than one file.'
    case 'short-link':
      return "That short link doesn't say which file it opens. Open it and copy the link from there."
    case 'room-or-folder':
      return "That's a room or folder. Open the file and copy its link."
    case 'no-file':
      return 'That DocSpace link names no file. Open the file and copy its link.'
  }
}
