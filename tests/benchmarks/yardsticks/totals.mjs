// The same questionnaire in two libraries of npm: set a value, read all totals.
//
//   node totals.mjs json-logic-js|survey-core FOLDER QUESTIONNAIRE.json
//
// FOLDER holds node_modules. Prints JSON: the version, the milliseconds of each answer, and the
// totals after the last one, so that nobody compares results that differ.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

const [library, folder, file] = process.argv.slice(2);
const require = createRequire(folder + "/");
const { questions, categories, start, answers } = JSON.parse(readFileSync(file, "utf8"));
const about = readFileSync(`${folder}/node_modules/${library}/package.json`, "utf8");
const { version } = JSON.parse(about);

function withJsonLogic() {
    const logic = require("json-logic-js");
    const earned = (question) => {
        const points = { "*": [question.weight, { var: question.name }] };
        if (!question.when) return points;
        return { if: [{ ">=": [{ var: question.when[0] }, question.when[1]] }, points, 0] };
    };
    const rules = categories.map((category) => ({
        "+": questions.filter((one) => one.category === category).map(earned),
    }));
    const data = { ...start };
    return ([name, value]) => {
        data[name] = value;
        return rules.map((rule) => logic.apply(rule, data));
    };
}

function withSurveyCore() {
    const { Model } = require("survey-core");
    const term = (question) => `{${question.name}} * ${question.weight}`;
    const earned = (question) =>
        question.when
            ? `iif({${question.when[0]}} >= ${question.when[1]}, ${term(question)}, 0)`
            : term(question);
    const survey = new Model({
        elements: questions.map((question) => ({
            type: "text",
            inputType: "number",
            name: question.name,
            ...(question.when && { visibleIf: `{${question.when[0]}} >= ${question.when[1]}` }),
        })),
        calculatedValues: categories.map((category) => ({
            name: category,
            expression: questions
                .filter((one) => one.category === category)
                .map(earned)
                .join(" + "),
        })),
    });
    survey.data = { ...start };
    return ([name, value]) => {
        survey.setValue(name, value);
        return categories.map((category) => survey.getVariable(category));
    };
}

const set = library === "survey-core" ? withSurveyCore() : withJsonLogic();
const times = [];
let totals = [];
for (const answer of answers) {
    const before = performance.now();
    totals = set(answer);
    times.push(performance.now() - before);
}
process.stdout.write(JSON.stringify({ version, times, totals }));
