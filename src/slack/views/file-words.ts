import type { FileProblem } from '../../domain/file-address.ts'

/** What is wrong with an id or address that should name a file. Never repeats what was typed. */
export const fileWords = (problem: FileProblem, portalOrigin: string): string => {
  switch (problem) {
    case 'no-such-id':
      return 'This cannot be the id of a file.'
    case 'unreadable':
      return 'This address cannot be read.'
    case 'other-host':
      return `Only addresses of the portal ${new URL(portalOrigin).host} can be shared.`
    case 'many-files':
      return 'This address names more than one file.'
    case 'short-link':
      return 'A short link does not say which file it leads to. Open it and copy the address from there.'
    case 'room-or-folder':
      return 'This address leads to a room or folder. Open the file itself and copy its address.'
    case 'no-file':
      return 'This address of the portal names no file. Open the file and copy its address.'
  }
}
