package dev.mayfly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "_SUCCESS",
                ".DS_Store",
                "_old/orders.csv",
                "2024/_quarantine/a/orders.csv",
                "a/.git/x.csv",
                "x/_tmp=1/orders.csv",
                "...x/orders.csv",
                "a/_"
            })
    void aPartThatStartsWithAnUnderscoreOrADotHidesTheWholeKey(String name) {
        assertThat(ObjectKeys.isHidden(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders_2.csv", "a_b/c.d/orders.csv", "dt=_x/orders.csv", "a/./b.csv", "../b.csv", "a//b.csv"})
    void whatStartsOtherwiseIsSeen(String name) {
        assertThat(ObjectKeys.isHidden(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024/", "a/b/", "2024_$folder$", "a/b_$folder$"})
    void anEmptyObjectThatStandsForAFolderIsAMarkerAndOneWithContentIsNot(String name) {
        assertThat(ObjectKeys.isFolderMarker(name, 0)).isTrue();
        assertThat(ObjectKeys.isFolderMarker(name, 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.csv", "folder", "a/$folder$.csv"})
    void anEmptyFileIsNoMarker(String name) {
        assertThat(ObjectKeys.isFolderMarker(name, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a//b.csv", "/a.csv", "a/./b.csv", "a/../b.csv", "../b.csv", "./b.csv", "a/b.csv/", "//a.csv"})
    void aKeyWithAPartThatIsNoNameCannotBeReadAsItIs(String key) {
        assertThat(ObjectKeys.isReadable(key)).isFalse();
        assertThat(ObjectKeys.isReadable(ObjectKeys.readable(key))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.csv", "a/b:c.csv", "a/...b/c.csv", "a\\b.csv", "a b/c%2F.csv", "a/b..csv", "new\nline.csv"})
    void anyOtherKeyCanBeRead(String key) {
        assertThat(ObjectKeys.isReadable(key)).isTrue();
        assertThat(ObjectKeys.readable(key)).isEqualTo(key);
    }
}
