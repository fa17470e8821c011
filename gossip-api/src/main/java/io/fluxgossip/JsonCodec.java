package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import tools.jackson.databind.json.JsonMapper;

/** JSON through Jackson; a record of the type, so that codecs of one type are equal. */
record JsonCodec<T>(Class<T> type) implements Codec<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Override
    public Bytes encode(T object) {
        return Bytes.wrap(MAPPER.writeValueAsBytes(object));
    }

    @Override
    public T decode(Bytes bytes) {
        return MAPPER.readValue(bytes.toArray(), type);
    }

    @Override
    public String toString() {
        return "json(" + type.getName() + ")";
    }
}
