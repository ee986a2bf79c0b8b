package dev.baton;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the packages of common, as the build keeps them. */
final class ArchitectureTest {
  private static final String BASE = "dev.baton.";

  /**
   * A package, and those of ours that it may use. A new package gets a line here, and a thought.
   */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("error", List.of()),
          Map.entry("array", List.of("error")),
          Map.entry("npy", List.of("array", "error")),
          Map.entry("io", List.of("array", "error")),
          Map.entry("text", List.of("io", "array", "error")),
          Map.entry("layout", List.of("array", "error")),
          Map.entry("crash", List.of("io", "error")),
          Map.entry("store", List.of("layout", "npy", "array", "crash", "error")),
          Map.entry("member", List.of("store", "layout", "crash", "error")),
          Map.entry("exchange", List.of("store", "layout", "crash", "error")),
          Map.entry(
              "channel",
              List.of(
                  "aside",
                  "exchange",
                  "member",
                  "store",
                  "layout",
                  "crash",
                  "io",
                  "npy",
                  "array",
                  "error")),
          Map.entry(
              "service", List.of("channel", "member", "store", "layout", "io", "array", "error")),
          Map.entry("snapshot", List.of("aside", "member", "store", "layout", "error")),
          Map.entry("aside", List.of("store", "layout", "npy", "array", "report", "error")),
          Map.entry("report", List.of()),
          Map.entry("logging", List.of("report", "error")),
          Map.entry(
              "cli", List.of("logging", "report", "service", "crash", "io", "array", "error")));

  private static final JavaClasses COMMON =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.baton");

  @TestFactory
  Stream<DynamicTest> shouldUseOnlyThePackagesBelow() {
    return ARROWS.keySet().stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> checkArrowsOf(name)));
  }

  private static void checkArrowsOf(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), ARROWS.get(name).stream())
            .map(each -> BASE + each)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(BASE + name)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("dev.baton..").or(resideInAnyPackage(allowed)))
        .check(COMMON);
  }

  @Test
  void shouldKnowTheArrowsOfEveryPackage() {
    Set<String> packages =
        COMMON.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.substring(BASE.length()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(ARROWS.keySet()), packages);
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching(BASE + "(**)").should().beFreeOfCycles().check(COMMON);
  }

  @Test
  void shouldKnowByteOffsetsWithoutAnyLibrary() {
    classes()
        .that()
        .resideInAPackage(BASE + "layout")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", BASE + "layout", BASE + "array", BASE + "error")
        .check(COMMON);
  }

  /** The channel's API hands out a slot's memory as Chronicle Bytes, and does no more with it. */
  @Test
  void shouldTouchChronicleOnlyWhereFilesAreMappedAndTokensTravel() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE + "store", BASE + "exchange", BASE + "channel")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.openhft..")
        .check(COMMON);
    noClasses()
        .that()
        .resideInAPackage(BASE + "channel")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("net.openhft..").and(not(equivalentTo(Bytes.class))))
        .check(COMMON);
  }

  /** So that tools that only look start fast, and where Chronicle cannot. */
  @Test
  void shouldReadTheControlFileWithoutChronicle() {
    noClasses()
        .that()
        .haveFullyQualifiedName(BASE + "store.ControlView")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAPackage("net.openhft..")
        .check(COMMON);
  }

  @Test
  void shouldSwapWordsInTwoClassesOnly() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(BASE + "exchange.Exchange") // the slot words
        .and()
        .doNotHaveFullyQualifiedName(BASE + "store.ControlStore") // the control word
        .should()
        .callMethod(BASE + "store.Words", "compareAndSet", "int", "long", "long")
        .check(COMMON);
  }
}
