/**
 * Four small programs, each with its test: {@link io.fluxgossip.examples.FeatureFlags},
 * {@link io.fluxgossip.examples.Presence}, {@link io.fluxgossip.examples.ServiceRegistry} and
 * {@link io.fluxgossip.examples.CacheInvalidation}.
 */
@NullMarked
package io.fluxgossip.examples;

import org.jspecify.annotations.NullMarked;
