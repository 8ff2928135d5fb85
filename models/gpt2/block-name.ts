/** What the names of a block's weights start with, without the dot. */
export const blockName = (layer: number): string => `transformer.h.${layer}`;
