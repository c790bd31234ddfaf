/** Cases of the conformance kit where this generator deviates, by reason. */
const byReason: Readonly<Record<string, readonly string[]>> = {
  'the kit allows an annotation at a place that its own type excludes': [
    'Annotations/target-locations/valid-response.raml',
  ],
  'an example says strict: false, or has a number that its format excludes; the parser does not look': [
    'EdgeCases/identifying-discriminator/invalid-inexisting-descriminator.raml',
    'EdgeCases/restrict-number-value/invalid-restrict-number-value.raml',
  ],
  'the parser refuses formats of numbers for integers': [
    'EdgeCases/numeric-formats/valid-integer-double.raml',
    'EdgeCases/numeric-formats/valid-integer-float.raml',
  ],
  'the parser wants required facets of its own in every type that inherits them': [
    'EdgeCases/override-parent-facet/valid.raml',
    'Types/PropertyOverride/override-facet/valid.raml',
  ],
  'the parser does not let a facet bear the name of a built-in one': [
    'Types/Facets/redefine-built-in/valid.raml',
  ],
  'the parser loses the parameter of a template inside a type expression or function': [
    'EdgeCases/parsing-param-array-type/valid-parsing-param-array-type.raml',
    'ResourceTypes/chaining-functions/valid.raml',
  ],
  'a named example looks like a map of examples': [
    'Fragments/namedexample-01/examples/invalid-one-example.raml',
  ],
  'warnings of the parser count: an example has an unknown property': [
    'MethodResponses/example-json/valid.raml',
  ],
  'RAML wants protocols to be a list': [
    'Methods/protocols-string/valid.raml',
    'Overlays/override-displayname/base.raml',
  ],
  'the base of the overlay uses a security scheme that only the overlay has': [
    'Overlays/double-displayname-override/base1.raml',
    'Overlays/double-displayname-override/base2.raml',
    'Overlays/double-displayname-override/valid.raml',
  ],
  'nothing is read from the network': ['Root/include-02/valid-https.raml'],
  'pattern properties of a closed object are its only other properties here': [
    'Types/ObjectTypes/pattern-property-or/invalid-no-additionalProperties.raml',
  ],
  'the parser matches an example with the first pattern only': [
    'Types/ObjectTypes/pattern-property-two/valid.raml',
  ],
  'the file is a library without saying so in its first line': ['Types/lib-trait-with-param/lib.raml'],
  'the parser does not compare parents that are unions': ['Types/union-in-array/invalid-types-conflict.raml'],
  'the parser takes examples of other media types for JSON': [
    'spec-examples/APIs/default-media-types-multiple.raml',
  ],
  'the file is a fragment that needs names of the file that includes it': [
    'spec-examples/APIs/patterns/resourceTypes.raml',
    'spec-examples/Instagram1.0/api.raml',
    'spec-examples/Instagram1.0/resourceTypes/base.raml',
    'spec-examples/Instagram1.0/resourceTypes/feedsListing.raml',
    'spec-examples/Instagram1.0/resourceTypes/mediaSearch.raml',
    'spec-examples/Instagram1.0/resourceTypes/secured.raml',
    'spec-examples/Instagram1.0/resourceTypes/usersListing.raml',
  ],
};

/** The reasons by case, named from the kit's folder. */
export const exceptions: ReadonlyMap<string, string> = new Map(
  Object.entries(byReason).flatMap(([reason, files]) =>
    files.map((file): [string, string] => [`raml-1.0/${file}`, reason]),
  ),
);
