package dev.mayfly.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
    private static final String EVENT = """
            {"source":"aws.s3","detail":{"size":7,"key":"raw/events.csv","tags":["a","b"],"none":null,"address":"10.0.0.7"}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':['aws.s3']}",
                "{'source':['aws.emr','aws.s3'],'detail':{'key':[{'prefix':'raw/'}]}}",
                "{'detail':{'key':[{'suffix':'.csv'}]}}",
                "{'detail':{'key':[{'wildcard':'raw/*.csv'}]}}",
                "{'detail':{'key':[{'anything-but':{'prefix':'cooked/'}}]}}",
                "{'detail':{'key':[{'anything-but':['a','b']}]}}",
                "{'detail':{'key':[{'equals-ignore-case':'RAW/events.CSV'}]}}",
                "{'detail':{'tags':['b']}}",
                "{'detail':{'size':[7.0]}}",
                "{'detail':{'size':[{'numeric':['>',5,'<=',7]}]}}",
                "{'detail':{'none':[null]}}",
                "{'detail':{'key':[{'exists':true}],'other':[{'exists':false}]}}",
                "{'detail':{'tags':[{'prefix':'b'}]}}",
                "{'detail':{'address':[{'cidr':'10.0.0.0/24'}]}}",
                "{'detail':{'key':[{'prefix':{'equals-ignore-case':'RAW/'}}]}}",
                "{'$or':[{'source':['x']},{'detail':{'size':[7]}}]}"
            })
    void matches(String pattern) throws Exception {
        assertThat(EventPattern.of(json(pattern)).matches(json(EVENT))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':['aws.emr']}",
                "{'detail':{'key':[{'prefix':'events'}]}}",
                "{'detail':{'other':['x']}}",
                "{'detail':{'other':[{'anything-but':'x'}]}}",
                "{'detail':{'key':[{'exists':false}]}}",
                "{'detail':{'size':['7']}}",
                "{'source':['aws.s3'],'detail':{'size':[{'numeric':['<',7]}]}}"
            })
    void doesNotMatch(String pattern) throws Exception {
        assertThat(EventPattern.of(json(pattern)).matches(json(EVENT))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':[{'prefixed':'aws'}]}",
                "{'source':'aws.s3'}",
                "{'source':[]}",
                "{'detail':{'size':[{'numeric':['~',7]}]}}",
                "{'detail':{'key':[{'wildcard':'a**b'}]}}",
                "[]"
            })
    void refusesWhatIsNoPatternWhenTheRuleIsMade(String pattern) {
        assertThatThrownBy(() -> EventPattern.of(json(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a valid event pattern: ");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
