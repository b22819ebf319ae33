package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ValueCacheTest {
    private static final DerivedValue.Group GROUP = new DerivedValue.Group(
            new DerivedValue.Ungrouped("word_group", 2), Set.of(UTF8String.fromString("available")));
    private static final DerivedValue OF_ANOTHER_COLUMN = new DerivedValue.Ungrouped("other_group", 1);

    @Test
    void saysOfEachWordWhatItsRulesAndDerivedColumnsSayHoweverManyShareASlot() {
        List<String> words = IntStream.range(0, 20_000)
                .mapToObj(i -> i % 3 == 0 ? "available" + i / 3 : String.valueOf(i))
                .collect(Collectors.toList());
        words.add("available");
        Set<Object> allowed = words.stream()
                .filter(word -> word.length() != 4)
                .map(UTF8String::fromString)
                .collect(Collectors.toSet());
        ValueCache known =
                new ValueCache(new ValueRule[] {new ValueRule.Listed(List.of(), allowed)}, 2, new DerivedValue[] {
                    OF_ANOTHER_COLUMN, GROUP
                });
        Random random = new Random(3);
        for (int i = 0; i < 60_000; i++) {
            String word = words.get(random.nextInt(words.size()));
            byte[] line = ("x," + word + ",y").getBytes(UTF_8);
            ValueCache.Entry found = known.of(line, 2, word.length());
            assertThat(found.text()).hasToString(word);
            assertThat(found.allowed()).isEqualTo(word.length() != 4);
            if (found.allowed()) {
                assertThat(found.made()[0]).isNull();
                assertThat(new String(found.made()[1], UTF_8)).isEqualTo(word.equals("available") ? word : "other");
            }
        }
    }

    @Test
    void givesTheSameObjectForAWordThatComesAgain() {
        ValueCache known = new ValueCache(new ValueRule[0], 2, new DerivedValue[0]);
        ValueCache.Entry view = known.of("1,view,2".getBytes(UTF_8), 2, 4);
        known.of("1,cart,2".getBytes(UTF_8), 2, 4);
        assertThat(known.of("view".getBytes(UTF_8), 0, 4)).isSameAs(view);
    }
}
