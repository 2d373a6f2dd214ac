/**
 * Passwords of fifteen characters and more that are guessed first: repeated pieces, keyboard rows, the name of the
 * house. Short common ones need no list, since fifteen characters is the floor (NIST SP 800-63B-4 §3.1.1.2).
 */
const PIECES = [
  'password',
  'passw0rd',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
  '0123456789',
  'abcdefghij',
  'administrator',
  'admin',
  'welcome',
  'letmein',
  'iloveyou',
  'puhui',
  'woaini',
  'changeme',
  'secret',
  'qwerty',
  '123456',
  'abc123',
  '888888',
  '666666',
  '112233',
  'a1b2c3',
]

/** Whether a password is made of nothing but the pieces everyone tries. */
export function isCommonPassword(password: string): boolean {
  let rest = password.toLowerCase().normalize('NFKC')
  for (const piece of PIECES) rest = rest.replaceAll(piece, '')
  return rest.length < 4 || new Set(rest).size < 4 || isRepeated(password)
}

function isRepeated(password: string): boolean {
  return /^(.{1,5})\1+$/.test(password)
}
