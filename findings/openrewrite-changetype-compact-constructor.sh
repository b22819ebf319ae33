#!/usr/bin/env bash
# OpenRewrite's ChangeType, asked to rename a nested record that has a compact constructor, writes source that does not compile.
#
# Versions: rewrite-maven-plugin 6.22.0 (org.openrewrite.maven), with the rewrite-java that it brings; Maven 3.9, JDK 17 or later.
# Behaviour: renaming Outer$Inner to Outer$Renamed renames the record's declaration to `record Renamed(...)`, and its compact
#   constructor to `Outer.Renamed { ... }`, qualified, which is no declaration in Java. Factory methods inside the record get the
#   qualified name as their return type, which compiles. The plugin reports success and "Changes have been made".
# Expected by a reader of the recipe's page: the constructor is renamed to `Renamed { ... }`, as for a type that is not nested.
# Seen on 2026-12-01:
#   public record Renamed(int size) {
#       public Outer.Renamed {
#   javac: error: <identifier> expected
# This script fails when the constructor is written without the outer type's name, or when the result compiles.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java/shapes
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>shapes</groupId>
  <artifactId>shapes</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.14.0</version>
      </plugin>
    </plugins>
  </build>
</project>
POM
cat >src/main/java/shapes/Outer.java <<'JAVA'
package shapes;

public interface Outer {
    public record Inner(int size) {
        public Inner {
            if (size < 0) {
                throw new IllegalArgumentException("size is " + size);
            }
        }

        public static Inner empty() {
            return new Inner(0);
        }
    }
}
JAVA
cat >rewrite.yml <<'YAML'
type: specs.openrewrite.org/v1beta/recipe
name: shapes.Rename
displayName: Rename a nested record
description: Renames one type.
recipeList:
  - org.openrewrite.java.ChangeType:
      oldFullyQualifiedTypeName: shapes.Outer$Inner
      newFullyQualifiedTypeName: shapes.Outer$Renamed
YAML
mvn -q -B compile
mvn -B org.openrewrite.maven:rewrite-maven-plugin:6.22.0:run -Drewrite.activeRecipes=shapes.Rename >run.log 2>&1 ||
  { tail -20 run.log; exit 1; }
grep -q "Changes have been made" run.log
cat src/main/java/shapes/Outer.java
grep -q "record Renamed(int size)" src/main/java/shapes/Outer.java
grep -q "public Outer.Renamed {" src/main/java/shapes/Outer.java || { echo "the constructor is no longer qualified"; exit 1; }
if mvn -q -B compile >compile.log 2>&1; then
  echo "the renamed source compiles"
  exit 1
fi
grep -m1 "identifier> expected" compile.log
echo "as seen: the renamed compact constructor is qualified, and does not compile"
