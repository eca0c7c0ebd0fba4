/** The people of every stand-in. The guest account is the portal's own: every anonymous visitor has it. */
export const USERS = {
  owner: '4b1d6a0c-52f4-4f0e-9a87-0d8a5c1f7e01',
  admin: '8c2e7b1d-63a5-4a1f-8b98-1e9b6d2a8f02',
  roomAdmin: '1a7c0f52-98e4-4d3b-a6c2-3fbd8f4ca004',
  member: '9d3f8c2e-74b6-4b2a-9ca9-2fac7e3b9a03',
  guest: '2b8d1063-a9f5-4e4c-b7d3-40ce905db105',
} as const

/** Everybody who follows a link without signing in (docs/portal.md, Who). */
export const ANONYMOUS_ID = '712d9ec3-5d2b-4b13-824f-71f00191dcca'

const key = (digits: string) => `sk-${digits.repeat(64).slice(0, 64)}`

/** Keys by owner and permissions; `permissions: []` unless named. */
export const KEYS = {
  owner: key('0a1b2c3d4e5f'),
  admin: key('1b2c3d4e5f60'),
  roomAdmin: key('2c3d4e5f6071'),
  member: key('3d4e5f607182'),
  guest: key('4e5f60718293'),
  /** Owner's, `files:write rooms:read accounts.self:read`: enough for links, not for the audit trail. */
  ownerFilesOnly: key('5f60718293a4'),
  /** Admin's, `*:read`: the least that reads the audit trail. */
  adminReadOnly: key('60718293a4b5'),
} as const

export const ROOTS = {
  rooms: '2',
  archive: '3',
  trash: '4',
  myOwner: '10',
  myAdmin: '11',
  myMember: '12',
  myRoomAdmin: '13',
} as const

export const ROOMS = {
  marketing: '101',
  finance: '102',
  forms: '103',
  publicRoom: '104',
  dataRoom: '105',
  archived: '106',
  cloud: 'sbox-12',
} as const

/** Files of the demo seed by what is special about them. */
export const FILES = {
  /** docx in the owner's My documents. */
  report: '4821',
  pdf: '4822',
  png: '4823',
  zip: '4824',
  xlsx: '4825',
  /** docx that must be converted before viewing: `.doc`. */
  oldDoc: '4826',
  /** Title made to break out of a message. */
  oddName: '4827',
  /** A title 200 characters long. */
  longName: '4828',
  /** In the marketing room (custom, 19). */
  roomDocx: '4830',
  roomPng: '4831',
  video: '4832',
  /** In a folder of the finance room (editing, 16). */
  nested: '4840',
  /** PDF form in My documents. */
  form: '4850',
  /** PDF form in the form-filling room (15). */
  roomForm: '4851',
  publicFile: '4860',
  dataRoomFile: '4870',
  archivedFile: '4880',
  /** Nobody may share it. */
  unshareable: '4890',
  /** Six links already. */
  quotaFull: '4891',
  /** In the member's own documents: the owner cannot read it. */
  memberFile: '4895',
  thirdParty: 'sbox-12-abc',
} as const
