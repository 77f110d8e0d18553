package hocket.jackson3;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.tree.ArrayTreeNode;
import tools.jackson.core.tree.ObjectTreeNode;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/**
 * What parsers know of the mapper: how to read a value, if a deserializer asks its parser for one, and none of its
 * settings for parsers. Safe for use by several threads.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // as Jackson declares them
final class ReadContext extends ObjectReadContext.Base {
    private final ObjectMapper mapper;
    private final TokenStreamFactory factory;

    ReadContext(ObjectMapper mapper, TokenStreamFactory factory) {
        this.mapper = mapper;
        this.factory = factory;
    }

    @Override
    public TokenStreamFactory tokenStreamFactory() {
        return factory;
    }

    @Override
    public StreamReadConstraints streamReadConstraints() {
        return factory.streamReadConstraints();
    }

    @Override
    public ArrayTreeNode createArrayNode() {
        return mapper.createArrayNode();
    }

    @Override
    public ObjectTreeNode createObjectNode() {
        return mapper.createObjectNode();
    }

    @Override
    @SuppressWarnings("unchecked") // as Jackson's own
    public <T extends TreeNode> T readTree(JsonParser in) {
        return (T) mapper._deserializationContext().readTree(in);
    }

    @Override
    public <T> T readValue(JsonParser in, Class<T> type) {
        return mapper._deserializationContext().readValue(in, type);
    }

    @Override
    public <T> T readValue(JsonParser in, TypeReference<T> type) {
        return mapper._deserializationContext().readValue(in, type);
    }

    @Override
    public <T> T readValue(JsonParser in, ResolvedType type) {
        return mapper._deserializationContext().readValue(in, type);
    }
}
