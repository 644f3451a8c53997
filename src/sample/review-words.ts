/** What customers write, by rating 1 to 5: a short verdict, and a sentence. */
export const VERDICTS: readonly (readonly string[])[] = [
  ['Broken on arrival', 'Very disappointed', 'Not usable', 'Never again'],
  ['Below expectations', 'Poor quality', 'Not as described', 'Too expensive'],
  ['Average', 'Does the job', 'Fine for the price', 'Mixed feelings'],
  ['Good', 'Good quality', 'Would buy again', 'Satisfied'],
  ['Excellent', 'Love it', 'Great value', 'Perfect gift'],
];

export const COMMENTS: readonly (readonly string[])[] = [
  [
    'It broke on the first day, I want my money back.',
    'Nothing like the picture!',
    'Support said "please wait", and I still wait.',
    'The box was open and a part was missing.',
  ],
  [
    'Smaller than the page says, and the colour is different.',
    'Feels cheap for what it costs.',
    'It works, but only just.',
    'The instructions are useless.',
  ],
  [
    'Okay for the price, nothing special.',
    'Good product, slow delivery.',
    'Does what it should; the packaging could be better.',
    'Neither good nor bad.',
  ],
  [
    'Well made, arrived in good shape.',
    'We use it every week.',
    'Nearly perfect, one star less for the manual.',
    'A present for my sister, and she likes it.',
  ],
  [
    'Exactly what I was looking for!',
    'Beautiful, sturdy, and quick delivery. Thank you!',
    'My third one, still the best.',
    'Everybody asks "where did you get it?"',
  ],
];

export type ReturnReason =
  'Wrong Size' | 'Not as Described' | 'Damaged in Transit' | 'Defective' | 'Arrived Too Late' | 'Changed Mind';
