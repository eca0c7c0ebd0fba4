/** `action_id`s of what can be clicked. The server decides what a click means, and who may do it. */
export const REVOKE = 'revoke_share'
/** Only carries an address; a click asks nothing of us. */
export const OPEN = 'open_share'
/** Takes the file of an exact share; the answer is for whoever clicks. */
export const GET_FILE = 'get_file'
/** Carries the address of somebody's own download; the value is `ID until`. The click lets its answer be replaced after that. */
export const FETCH_FILE = 'fetch_file'
export const EXTEND = 'extend_share'
export const DETAILS = 'share_details'
export const COPY_LINK = 'copy_link'
/** Asks before a link that was chosen in a menu is revoked. */
export const ASK_REVOKE = 'ask_revoke'
/** A menu; the value of what is chosen there is `action ID`. */
export const SHARE_MENU = 'share_menu'
/** Every audit event of a share; the value is `ID skip`. */
export const WHY = 'share_why'
export const MUTE = 'mute_share'
export const UNMUTE = 'unmute_share'
export const POST_ANYWAY = 'post_anyway'
export const DO_NOT_POST = 'do_not_post'
/** Revokes many links; the value is `before scope`, with the line of a scope (`scopeLine`). */
export const REVOKE_ALL = 'revoke_all'
/** The answer to the question before that: no. */
export const KEEP_ALL = 'keep_all'
/** Has the rules of today hold for links that were made under others; or leaves these as they are. */
export const APPLY_RULES = 'apply_rules'
export const KEEP_OUTGROWN = 'keep_outgrown'
/** What an admin does about links that nobody sees to; the value is the line of their scope. */
export const TAKE_OVER = 'take_over'
export const LET_LIVE = 'let_live'
/** What the owner of links answers whose channel turned external; the value is `at channel`. */
export const ALLOW_OUTSIDERS = 'allow_outsiders'
export const REVOKE_FOR_OUTSIDERS = 'revoke_for_outsiders'
/** What the owner of idle links answers; the value is their ids. */
export const END_IDLE = 'end_idle'
export const KEEP_IDLE = 'keep_idle'
/** Asks why approvers should let a link go beyond the rules; the value is the reference under which what was asked for is kept. */
export const ASK_APPROVAL = 'ask_approval'
/** What they answer; the value is the id of the link that there would be. */
export const APPROVE = 'approve'
export const DISAPPROVE = 'disapprove'
/** Asks for the same again; the value is the reference under which it is kept. */
export const TRY_AGAIN = 'try_again'
/** The same for a link that approvers let pass; the value is the id that it would have had. */
export const TRY_APPROVED = 'try_approved'
/** The value is `scope skip`. */
export const LIST_PAGE = 'list_page'
/** Opens the form. */
export const NEW_SHARE = 'new_share'
export const SHOW_HELP = 'show_help'
/** Begins a trial of the counting with the file that is configured. */
export const TRY_COUNTING = 'try_counting'
/** The value is the page, counted from 0. Two names, since both may stand in one block. */
export const HOME_PAGE = 'home_page'
export const HOME_NEWER = 'home_newer'

/** Begins to connect an account of DocSpace; the value is the reference of what is kept for another try, or nothing. */
export const CONNECT = 'connect_account'
/** Only carries the address where that goes on. */
export const OPEN_CONNECT = 'open_connect'
/** Its last step; the value leads to it. */
export const FINISH_CONNECT = 'finish_connect'
/** Has a person forgotten, once an admin was asked; the value is the person. */
export const FORGET_PERSON = 'forget_person'

/** All that ask for something. */
export const ALL: ReadonlySet<string> = new Set([
  REVOKE,
  GET_FILE,
  FETCH_FILE,
  EXTEND,
  DETAILS,
  COPY_LINK,
  ASK_REVOKE,
  WHY,
  MUTE,
  UNMUTE,
  POST_ANYWAY,
  DO_NOT_POST,
  REVOKE_ALL,
  KEEP_ALL,
  APPLY_RULES,
  KEEP_OUTGROWN,
  TAKE_OVER,
  LET_LIVE,
  ALLOW_OUTSIDERS,
  REVOKE_FOR_OUTSIDERS,
  END_IDLE,
  KEEP_IDLE,
  ASK_APPROVAL,
  APPROVE,
  DISAPPROVE,
  TRY_AGAIN,
  TRY_APPROVED,
  LIST_PAGE,
  NEW_SHARE,
  SHOW_HELP,
  TRY_COUNTING,
  FORGET_PERSON,
  HOME_PAGE,
  HOME_NEWER,
  CONNECT,
  FINISH_CONNECT,
])

/** What a menu may ask for. */
export const IN_MENU: ReadonlySet<string> = new Set([GET_FILE, COPY_LINK, EXTEND, DETAILS, ASK_REVOKE])
