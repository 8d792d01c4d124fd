/** What somebody who attacks a release is taken to know beside the numbers in it. All of it, but in tests of what it is for. */
export interface Knowledge {
  /** That a count which isn't shown is none where zeros are shown, so that it is one at least. */
  zeros: boolean;
  /** Being the only one of a count, that it is one. */
  singletons: boolean;
  /** What can be found to be the sum of what, though no plan says so. */
  identities: boolean;
}

export const everything: Knowledge = { zeros: true, singletons: true, identities: true };

/** What a preview is hidden from, which isn't to be served: what takes longest is left to the release. */
export const ofPreview: Knowledge = { ...everything, singletons: false, identities: false };
