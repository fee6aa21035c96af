import fc from 'fast-check'

/** Text of any UTF-16 units: controls, NUL, halves of surrogate pairs. */
export const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x7f })))
  .map((units) => String.fromCharCode(...units))
