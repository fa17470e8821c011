/**
 * The wire format: frames to bytes and back, as {@code fluxgossip.proto} describes it.
 *
 * <p>Protobuf without message objects, straight from and into the model. Each message of the format has one class that
 * knows its fields, {@code ...Format}: its {@code write} lists them for {@link io.fluxgossip.rsocket.wire.Fields}, once
 * to be counted and once to be written, its {@code read} takes them from
 * {@link io.fluxgossip.rsocket.wire.FieldReader}.
 */
@NullMarked
package io.fluxgossip.rsocket.wire;

import org.jspecify.annotations.NullMarked;
